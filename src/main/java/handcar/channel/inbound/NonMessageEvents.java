package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.StaffReply;
import handcar.channel.InboundEvent.StatusChange;
import handcar.channel.InboundEvent.ThreadEvent;
import handcar.channel.outbound.DeliveryReceipts;
import handcar.chat.Conversations;
import handcar.chat.MessageInput;
import handcar.chat.StaffAction;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.db.Tx;
import handcar.text.TextSanitizer;

/// Applies events that are no customer's message: replies of people in the provider's own app or in Slack, edits and deletions,
/// and delivery receipts.
record NonMessageEvents(
        Conversations conversations,
        StaffActions staff,
        ThreadMap threads,
        DeliveryReceipts receipts) {
    EventEffect apply(Tx tx, String channel, InboundEvent event) {
        return switch (event) {
            case InboundEvent.Receipt receipt ->
                    effect(event, receipts.receipt(tx, channel, receipt) ? "settled" : "known");
            case InboundEvent.ConnectionChange change -> effect(event, change.state());
            case InboundEvent.IgnoredEvent _, InboundEvent.UnknownEvent _ ->
                    effect(event, "ignored");
            case Echo echo when receipts.isOurs(tx, channel, echo) -> effect(event, "our own");
            case ThreadEvent inThread -> {
                Optional<UUID> conversation =
                        threads.find(tx, channel, inThread.account(), inThread.thread());
                yield new EventEffect(
                        event, apply(tx, channel, conversation, inThread), conversation);
            }
        };
    }

    private static EventEffect effect(InboundEvent event, String effect) {
        return new EventEffect(event, effect, Optional.empty());
    }

    private String apply(
            Tx tx, String channel, Optional<UUID> conversation, ThreadEvent threadEvent) {
        Optional<String> effect =
                switch (threadEvent) {
                    case CustomerMessage message ->
                            throw new IllegalStateException(
                                    "message " + message.id() + " was to be stored before");
                    case Echo echo -> conversation.map(id -> echo(tx, channel, id, echo));
                    case StaffReply reply ->
                            conversation
                                    .filter(_ -> !reply.text().isBlank())
                                    .map(id -> reply(tx, id, reply));
                    case StatusChange change ->
                            conversation.map(id -> changeStatus(tx, channel, id, change));
                    case MessageEdit edit -> Optional.of(edit(tx, channel, conversation, edit));
                    case MessageDeletion deletion ->
                            Optional.of(delete(tx, channel, conversation, deletion));
                };
        return effect.orElse("ignored");
    }

    private String echo(Tx tx, String channel, UUID id, Echo echo) {
        boolean isNew =
                staff.repliedElsewhere(
                                tx,
                                id,
                                StaffActor.colleague(echo.author().orElse(channel)),
                                input(MessageText.text(echo.text(), echo.attachments()), echo.id()),
                                echo.owns())
                        .isNew();
        return !isNew ? "known" : echo.owns() ? "taken_over" : "paused";
    }

    private String reply(Tx tx, UUID id, StaffReply reply) {
        StaffActor by = StaffActor.colleague(reply.author());
        return staff.reply(tx, id, by, input(reply.text(), reply.id())).isNew()
                ? "taken_over"
                : "known";
    }

    private String changeStatus(Tx tx, String channel, UUID id, StatusChange change) {
        StaffAction action =
                switch (change.status()) {
                    case TAKEN -> new StaffAction.TakeOver();
                    case RELEASED -> new StaffAction.Release();
                    case CLOSED -> new StaffAction.Close();
                };
        staff.act(tx, id, StaffActor.colleague(channel), action);
        return change.status().name().toLowerCase(Locale.ROOT);
    }

    private String edit(Tx tx, String channel, Optional<UUID> conversation, MessageEdit edit) {
        String text = bounded(edit.text());
        if (conversation
                .filter(id -> conversations.edit(tx, id, edit.id(), text, edit.at()))
                .isPresent()) {
            return "edited";
        }
        OutOfOrderEvents.keep(
                tx,
                new ThreadMap.Key(channel, edit.account(), edit.thread()),
                edit.id(),
                Optional.of(text),
                edit.at());
        return "kept";
    }

    private String delete(
            Tx tx, String channel, Optional<UUID> conversation, MessageDeletion deletion) {
        if (conversation
                .filter(id -> conversations.erase(tx, id, deletion.id(), deletion.at()))
                .isPresent()) {
            return "deleted";
        }
        OutOfOrderEvents.keep(
                tx,
                new ThreadMap.Key(channel, deletion.account(), deletion.thread()),
                deletion.id(),
                Optional.empty(),
                deletion.at());
        return "kept";
    }

    private static MessageInput input(String text, String id) {
        return new MessageInput(bounded(text), Optional.of(id));
    }

    /// A longer text is cut: a colleague's message stays one message, and its end can be read where it was written.
    private static String bounded(String text) {
        String clean = MessageText.text(text, List.of());
        String cut = TextSanitizer.first(MessageInput.LONGEST - 1, clean);
        return clean.codePointCount(0, clean.length()) <= MessageInput.LONGEST ? clean : cut + "…";
    }
}
