package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.StaffReply;
import handcar.channel.InboundEvent.ThreadEvent;
import handcar.channel.inbound.ThreadStore.Holder;
import handcar.chat.Author;
import handcar.chat.Conversations;
import handcar.chat.MessageRevision;
import handcar.chat.StaffAction;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.db.Tx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Edits and deletions, by the customer or by a person in the provider's own app or in Slack.
record MessageChanges(Conversations conversations, StaffActions staff) {
    private static final Logger LOG = System.getLogger(MessageChanges.class.getName());

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
                        edit.by().authors(),
                        text,
                        Optional.of(whole).filter(_ -> !whole.equals(text)),
                        MessageText.places(attachments),
                        MessageText.captions(attachments),
                        edit.at(),
                        !edit.content().isStandIn() && MessageText.hasWords(edit.content().text()));
        Told told =
                new Told(
                        new ThreadMap.Key(channel, edit.account(), edit.thread()),
                        conversation,
                        edit.id(),
                        edit.by());
        // content that cannot be read does not replace what can
        if (edit.content().isUnreadable() && (edit.whole().isEmpty() || told.isHere(tx))) {
            return "ignored";
        }
        Predicate<UUID> change =
                id -> {
                    boolean isEdited = conversations.edit(tx, id, now);
                    if (isEdited) {
                        erasePieces(tx, id, told, edit.at());
                    }
                    return isEdited;
                };
        if (told.isChanged(tx, change)) {
            return "edited";
        }
        if (edit.whole().isPresent()) {
            return EventEffect.MISSING;
        }
        return told.kept(tx, Optional.of(text), edit.at());
    }

    /// Erases the message if it is here.
    String delete(Tx tx, String channel, Optional<UUID> conversation, MessageDeletion deletion) {
        Told told =
                new Told(
                        new ThreadMap.Key(channel, deletion.account(), deletion.thread()),
                        conversation,
                        deletion.id(),
                        deletion.by());
        Predicate<UUID> change =
                id -> {
                    erasePieces(tx, id, told, deletion.at());
                    return erase(tx, id, told, deletion.id(), deletion.at());
                };
        if (told.isChanged(tx, change)) {
            return "deleted";
        }
        if (told.isOfAgent(tx)) {
            pause(
                    tx,
                    conversation.orElseThrow(),
                    deletion,
                    "A person deleted a message of ours in the provider's app. The customer does"
                            + " not read it any more.");
            return "paused";
        }
        return told.kept(tx, Optional.empty(), deletion.at());
    }

    /// A person is at it in the provider's app.
    private void pause(Tx tx, UUID conversation, ThreadEvent event, String notice) {
        staff.act(
                tx,
                conversation,
                StaffActor.colleague(ReceivedWebhook.type(event)),
                new StaffAction.Pause(Optional.of(StaffActions.PAUSE)));
        conversations.tellStaff(tx, conversation, notice);
    }

    private boolean erase(Tx tx, UUID conversation, Told told, String name, Instant at) {
        return conversations.erase(tx, conversation, name, told.by().authors(), at);
    }

    /// Erases the further pieces of a message that was too long for one.
    private void erasePieces(Tx tx, UUID conversation, Told told, Instant at) {
        int next = 2;
        while (erase(tx, conversation, told, MessageText.piece(told.message(), next), at)) {
            next++;
        }
    }

    /// A change as the provider tells it.
    ///
    /// @param conversation of the thread, under whatever id of its contact it was told
    private record Told(
            ThreadMap.Key key, Optional<UUID> conversation, String message, ChangeSide by) {
        /// Changes a message in the conversation of the thread. Only when nobody is named it is looked for elsewhere, and only the one
        /// customer's: whoever knows the id of somebody else's message must not change it.
        boolean isChanged(Tx tx, Predicate<UUID> change) {
            if (!isNobodys()) {
                return conversation.filter(change).isPresent();
            }
            List<Holder> holders = ThreadStore.holders(tx, key, message);
            return holders.size() == 1
                    && holders.getFirst().isContacts()
                    && change.test(holders.getFirst().conversation());
        }

        /// Whether the message is in the conversation, and theirs.
        boolean isHere(Tx tx) {
            return ThreadStore.holders(tx, key, message).stream().anyMatch(this::isTheirs);
        }

        /// Whether a person of ours changed an answer of the agent in the thread.
        boolean isOfAgent(Tx tx) {
            return by == ChangeSide.STAFF
                    && ThreadStore.holders(tx, key, message).stream()
                            .filter(each -> each.author() == Author.AGENT)
                            .anyMatch(
                                    each -> conversation.equals(Optional.of(each.conversation())));
        }

        /// Whether nobody tells in which thread it was.
        private boolean isNobodys() {
            return by == ChangeSide.UNNAMED && conversation.isEmpty();
        }

        /// What changes nothing waits for its message; one of somebody else's never comes to the thread.
        String kept(Tx tx, Optional<String> edit, Instant at) {
            List<Holder> holders = ThreadStore.holders(tx, key, message);
            if (holders.size() > 1 || !holders.stream().allMatch(this::isTheirs)) {
                LOG.log(Level.INFO, "change.refused channel={0} by={1}", key.channel(), by);
                return EventEffect.REFUSED;
            }
            ThreadMap.Key thread = isNobodys() ? key.in(OutOfOrderEvents.ANY) : key;
            OutOfOrderEvents.keep(tx, thread, message, by, edit, at);
            return "kept";
        }

        private boolean isTheirs(Holder holder) {
            return isNobodys()
                    ? holder.isContacts()
                    : conversation.equals(Optional.of(holder.conversation()))
                            && by.authors().contains(holder.author());
        }
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
        pause(
                tx,
                id,
                whole,
                "A person edited a message of ours in the provider's app. The customer reads now: "
                        + MessageText.bounded(edit.content().text()));
        return new EventEffect(edit, "paused", known.conversation());
    }
}
