package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.outbound.DeliveryReceipts;
import handcar.chat.Conversations;
import handcar.chat.MessageInput;
import handcar.chat.StaffAction;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.db.Tx;
import handcar.text.TextSanitizer;

/// What happens elsewhere than in a customer's message: people answer in the provider's own app or in Slack, messages are
/// changed, and what became of ours is told.
final class NonMessageEvents {
    private static final String CUT = "…";

    private final Conversations conversations;
    private final StaffActions staff;
    private final ThreadMap threads;
    private final DeliveryReceipts receipts;

    NonMessageEvents(
            Conversations conversations,
            StaffActions staff,
            ThreadMap threads,
            DeliveryReceipts receipts) {
        this.conversations = conversations;
        this.staff = staff;
        this.threads = threads;
        this.receipts = receipts;
    }

    EventEffect take(Tx tx, ChannelAccount account, InboundEvent event) {
        String channel = account.kind();
        return switch (event) {
            case InboundEvent.CustomerMessage said ->
                    throw new IllegalStateException("letters are delivered before: " + said.id());
            case InboundEvent.Echo echo -> echo(tx, channel, echo);
            case InboundEvent.Receipt receipt ->
                    EventEffect.of(
                            receipt, receipts.receipt(tx, channel, receipt) ? "settled" : "known");
            case InboundEvent.MessageEdit edited ->
                    in(tx, channel, edited.account(), edited.thread(), edited, this::edit);
            case InboundEvent.MessageDeletion deleted ->
                    in(tx, channel, deleted.account(), deleted.thread(), deleted, this::delete);
            case InboundEvent.StaffReply replied ->
                    in(tx, channel, replied.account(), replied.thread(), replied, this::reply);
            case InboundEvent.StatusChange turned ->
                    in(tx, channel, turned.account(), turned.thread(), turned, this::turn);
            case InboundEvent.ConnectionChange connection ->
                    EventEffect.of(connection, connection.state());
            case InboundEvent.IgnoredEvent skipped -> EventEffect.of(skipped, "ignored");
            case InboundEvent.UnknownEvent unknown -> EventEffect.of(unknown, "ignored");
        };
    }

    /// A transaction and the conversation a thread is.
    private record Scene(Tx tx, String channel, Optional<UUID> conversation) {}

    private <N extends InboundEvent> EventEffect in(
            Tx tx,
            String channel,
            String account,
            String thread,
            N news,
            BiFunction<Scene, N, String> deed) {
        Optional<UUID> conversation = threads.find(tx, channel, account, thread);
        String did = deed.apply(new Scene(tx, channel, conversation), news);
        return conversation
                .map(id -> EventEffect.in(id, news, did))
                .orElseGet(() -> EventEffect.of(news, did));
    }

    private EventEffect echo(Tx tx, String channel, InboundEvent.Echo echo) {
        if (receipts.isOurs(tx, channel, echo)) {
            return EventEffect.of(echo, "our own");
        }
        return in(tx, channel, echo.account(), echo.thread(), echo, this::answered);
    }

    private String answered(Scene scene, InboundEvent.Echo echo) {
        return scene.conversation()
                .map(
                        id ->
                                staff.repliedElsewhere(
                                        scene.tx(),
                                        id,
                                        StaffActor.colleague(echo.author().orElse(scene.channel())),
                                        said(
                                                MessageText.text(echo.text(), echo.attachments()),
                                                echo.id()),
                                        echo.owns()))
                .map(message -> !message.isNew() ? "known" : echo.owns() ? "taken_over" : "paused")
                .orElse("ignored");
    }

    private String reply(Scene scene, InboundEvent.StaffReply replied) {
        if (scene.conversation().isEmpty() || replied.text().isBlank()) {
            return "ignored";
        }
        return staff.reply(
                                scene.tx(),
                                scene.conversation().get(),
                                StaffActor.colleague(replied.author()),
                                said(replied.text(), replied.id()))
                        .isNew()
                ? "taken_over"
                : "known";
    }

    private String turn(Scene scene, InboundEvent.StatusChange turned) {
        StaffAction action =
                switch (turned.status()) {
                    case TAKEN -> new StaffAction.TakeOver();
                    case RELEASED -> new StaffAction.Release();
                    case CLOSED -> new StaffAction.Close();
                };
        StaffActor by = StaffActor.colleague(scene.channel());
        scene.conversation().ifPresent(id -> staff.act(scene.tx(), id, by, action));
        return scene.conversation().isPresent()
                ? turned.status().name().toLowerCase(Locale.ROOT)
                : "ignored";
    }

    private String edit(Scene scene, InboundEvent.MessageEdit edited) {
        String text = bounded(edited.text());
        boolean done =
                scene.conversation()
                        .filter(
                                id ->
                                        conversations.edit(
                                                scene.tx(), id, edited.id(), text, edited.at()))
                        .isPresent();
        if (!done) {
            OutOfOrderEvents.keep(
                    scene.tx(),
                    scene.channel(),
                    edited.account(),
                    edited.id(),
                    "edit",
                    Map.of("text", text),
                    edited.at());
        }
        return done ? "edited" : "kept";
    }

    private String delete(Scene scene, InboundEvent.MessageDeletion deleted) {
        boolean done =
                scene.conversation()
                        .filter(
                                id ->
                                        conversations.erase(
                                                scene.tx(), id, deleted.id(), deleted.at()))
                        .isPresent();
        if (!done) {
            OutOfOrderEvents.keep(
                    scene.tx(),
                    scene.channel(),
                    deleted.account(),
                    deleted.id(),
                    "deletion",
                    Map.of(),
                    deleted.at());
        }
        return done ? "deleted" : "kept";
    }

    private static MessageInput said(String text, String id) {
        return new MessageInput(bounded(text), Optional.of(id));
    }

    /// A person's message is one message; beyond our bound its end can be read where it was written.
    private static String bounded(String text) {
        String clean = TextSanitizer.cleaned(text).strip();
        if (clean.isEmpty()) {
            return "[empty message]";
        }
        return clean.codePointCount(0, clean.length()) <= MessageInput.LONGEST
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, MessageInput.LONGEST - 1)) + CUT;
    }
}
