package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.StaffReply;
import handcar.channel.InboundEvent.ThreadEvent;
import handcar.chat.Conversations;
import handcar.chat.MessageRevision;
import handcar.chat.StaffAction;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.db.Tx;

/// Edits and deletions, by the customer or by a person in the provider's own app or in Slack.
record MessageChanges(Conversations conversations, StaffActions staff) {
    /// Edits the message if it is here.
    String edit(Tx tx, String channel, Optional<UUID> conversation, MessageEdit edit) {
        if (edit.whole().filter(StaffReply.class::isInstance).isPresent()) {
            return EventEffect.MISSING; // what the customer has got stays as it is
        }
        List<InboundEvent.Attachment> attachments = edit.content().attachments();
        String whole = MessageText.text(edit.content().text(), attachments);
        String text = MessageText.bounded(whole);
        MessageRevision now =
                new MessageRevision(
                        edit.id(),
                        text,
                        Optional.of(whole).filter(_ -> !whole.equals(text)),
                        MessageText.places(attachments),
                        edit.at(),
                        !edit.content().isStandIn() && MessageText.hasWords(edit.content().text()));
        ThreadMap.Key key = new ThreadMap.Key(channel, edit.account(), edit.thread());
        if (isChanged(tx, conversation, key, edit.id(), id -> conversations.edit(tx, id, now))) {
            return "edited";
        }
        if (edit.whole().isPresent()) {
            return EventEffect.MISSING;
        }
        OutOfOrderEvents.keep(tx, key, edit.id(), Optional.of(text), edit.at());
        return "kept";
    }

    /// Erases the message if it is here.
    String delete(Tx tx, String channel, Optional<UUID> conversation, MessageDeletion deletion) {
        ThreadMap.Key key = new ThreadMap.Key(channel, deletion.account(), deletion.thread());
        if (isChanged(
                tx,
                conversation,
                key,
                deletion.id(),
                id -> conversations.erase(tx, id, deletion.id(), deletion.at()))) {
            return "deleted";
        }
        OutOfOrderEvents.keep(tx, key, deletion.id(), Optional.empty(), deletion.at());
        return "kept";
    }

    /// Changes a message in the conversation of the thread, or where the message is: a provider may tell of a change in a thread
    /// that is not the message's own.
    private static boolean isChanged(
            Tx tx,
            Optional<UUID> conversation,
            ThreadMap.Key key,
            String message,
            Predicate<UUID> change) {
        return conversation.filter(change).isPresent()
                || ThreadStore.holder(tx, key, message).filter(change).isPresent();
    }

    /// A person changed a message that was sent already: of the agent's, in the provider's own app, or of their own in Slack.
    EventEffect corrected(Tx tx, EventEffect known, MessageEdit edit, ThreadEvent whole) {
        UUID id = known.conversation().orElseThrow();
        if (whole instanceof StaffReply) {
            conversations.tellStaff(
                    tx,
                    id,
                    "A message that the customer has got was edited. They still read it as it was"
                            + " sent: write again what is to be different.");
            return known;
        }
        staff.act(
                tx,
                id,
                StaffActor.colleague(ReceivedWebhook.type(whole)),
                new StaffAction.Pause(Optional.of(StaffActions.PAUSE)));
        conversations.tellStaff(
                tx,
                id,
                "A person edited a message of ours in the provider's app. The customer reads now: "
                        + MessageText.bounded(edit.content().text()));
        return new EventEffect(edit, "paused", known.conversation());
    }
}
