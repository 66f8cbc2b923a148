package handcar.channel;

import handcar.chat.Colleagues;
import handcar.chat.Conversations;
import handcar.chat.Incoming;
import handcar.db.Tx;
import handcar.http.Texts;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/// What happens elsewhere than in a customer's message: people answer in the provider's own app or in Slack, messages are
/// changed, and what became of ours is told.
final class Elsewhere {
    private static final String CUT = "…";

    private final Conversations conversations;
    private final Colleagues colleagues;
    private final Threads threads;
    private final Departures departures;

    Elsewhere(
            Conversations conversations,
            Colleagues colleagues,
            Threads threads,
            Departures departures) {
        this.conversations = conversations;
        this.colleagues = colleagues;
        this.threads = threads;
        this.departures = departures;
    }

    Effect take(Tx tx, Account account, News news) {
        String channel = account.kind();
        return switch (news) {
            case News.Said said ->
                    throw new IllegalStateException("letters are delivered before: " + said.id());
            case News.Echo echo -> echo(tx, channel, echo);
            case News.Receipt receipt ->
                    Effect.of(
                            receipt,
                            departures.receipt(tx, channel, receipt) ? "settled" : "known");
            case News.Edited edited ->
                    in(tx, channel, edited.account(), edited.thread(), edited, this::edit);
            case News.Deleted deleted ->
                    in(tx, channel, deleted.account(), deleted.thread(), deleted, this::delete);
            case News.Replied replied ->
                    in(tx, channel, replied.account(), replied.thread(), replied, this::reply);
            case News.Turned turned ->
                    in(tx, channel, turned.account(), turned.thread(), turned, this::turn);
            case News.Connection connection -> Effect.of(connection, connection.state());
            case News.Skipped skipped -> Effect.of(skipped, "ignored");
            case News.Unknown unknown -> Effect.of(unknown, "ignored");
        };
    }

    /// A transaction and the conversation a thread is.
    private record Scene(Tx tx, String channel, Optional<UUID> conversation) {}

    private <N extends News> Effect in(
            Tx tx,
            String channel,
            String account,
            String thread,
            N news,
            BiFunction<Scene, N, String> deed) {
        Optional<UUID> conversation = threads.find(tx, channel, account, thread);
        String did = deed.apply(new Scene(tx, channel, conversation), news);
        return conversation
                .map(id -> Effect.in(id, news, did))
                .orElseGet(() -> Effect.of(news, did));
    }

    private Effect echo(Tx tx, String channel, News.Echo echo) {
        if (departures.isOurs(tx, channel, echo)) {
            return Effect.of(echo, "our own");
        }
        return in(tx, channel, echo.account(), echo.thread(), echo, this::answered);
    }

    private String answered(Scene scene, News.Echo echo) {
        return scene.conversation()
                .map(
                        id ->
                                colleagues.answered(
                                        scene.tx(),
                                        id,
                                        echo.author().orElse(scene.channel()),
                                        said(
                                                Saying.text(echo.text(), echo.attachments()),
                                                echo.id()),
                                        echo.owns()))
                .map(message -> message.isEmpty() ? "known" : echo.owns() ? "taken_over" : "paused")
                .orElse("ignored");
    }

    private String reply(Scene scene, News.Replied replied) {
        if (scene.conversation().isEmpty() || replied.text().isBlank()) {
            return "ignored";
        }
        return colleagues
                        .reply(
                                scene.tx(),
                                scene.conversation().get(),
                                replied.author(),
                                said(replied.text(), replied.id()))
                        .isPresent()
                ? "taken_over"
                : "known";
    }

    private String turn(Scene scene, News.Turned turned) {
        scene.conversation()
                .ifPresent(
                        id -> {
                            switch (turned.turn()) {
                                case TAKEN -> colleagues.takeOver(scene.tx(), id, scene.channel());
                                case RELEASED ->
                                        colleagues.release(scene.tx(), id, scene.channel());
                                case CLOSED -> colleagues.close(scene.tx(), id, scene.channel());
                            }
                        });
        return scene.conversation().isPresent()
                ? turned.turn().name().toLowerCase(Locale.ROOT)
                : "ignored";
    }

    private String edit(Scene scene, News.Edited edited) {
        String text = bounded(edited.text());
        boolean done =
                scene.conversation()
                        .filter(
                                id ->
                                        conversations.edit(
                                                scene.tx(), id, edited.id(), text, edited.at()))
                        .isPresent();
        if (!done) {
            EarlyNews.keep(
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

    private String delete(Scene scene, News.Deleted deleted) {
        boolean done =
                scene.conversation()
                        .filter(
                                id ->
                                        conversations.erase(
                                                scene.tx(), id, deleted.id(), deleted.at()))
                        .isPresent();
        if (!done) {
            EarlyNews.keep(
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

    private static Incoming said(String text, String id) {
        return new Incoming(bounded(text), Optional.of(id));
    }

    /// A person's message is one message; beyond our bound its end can be read where it was written.
    private static String bounded(String text) {
        String clean = Texts.cleaned(text).strip();
        if (clean.isEmpty()) {
            return "[empty message]";
        }
        return clean.codePointCount(0, clean.length()) <= Incoming.LONGEST
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, Incoming.LONGEST - 1)) + CUT;
    }
}
