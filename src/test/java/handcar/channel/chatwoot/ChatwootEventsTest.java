package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handcar.channel.News;
import handcar.channel.News.Deleted;
import handcar.channel.News.Edited;
import handcar.channel.News.Receipt;
import handcar.channel.News.Skipped;
import handcar.channel.News.Turned;
import handcar.channel.News.Turned.Turn;
import handcar.channel.meta.Knocks;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What people do in Chatwoot's inbox, and what becomes of messages there.
final class ChatwootEventsTest {
    private static final Map<String, Object> ANN =
            Map.of("id", 1, "name", "Ann", "type", "user", "email", "ann@example.com");

    private static News one(String body) {
        List<News> news =
                new ChatwootWebhook()
                        .read(Knocks.posted(body, Map.of()), Woot.account(Map.of(), Map.of()));
        assertEquals(1, news.size(), body);
        return news.getFirst();
    }

    private static News outgoing(Map<String, ?> fields) {
        Map<String, Object> all = new HashMap<>(Map.of("message_type", "outgoing"));
        all.putAll(fields);
        return one(Woot.message(all));
    }

    private static Turned turned(Turn turn) {
        return new Turned("3", "42", turn, Instant.ofEpochMilli(1_795_255_170_500L));
    }

    @Test
    void whatWeWroteIsKnownByOurOwnNameForIt() {
        UUID ours = UUID.randomUUID();
        Map<String, Object> marked =
                Map.of(
                        "sender",
                        ANN,
                        "content_attributes",
                        Map.of("handcar_delivery", ours.toString()));
        assertEquals(
                new Receipt(
                        "3",
                        Optional.of("815"),
                        Optional.of(ours),
                        Receipt.State.SENT,
                        Optional.empty(),
                        Knocks.NOW),
                outgoing(marked));
    }

    @Test
    void aMessageThatCouldNotBeDeliveredSaysWhy() {
        assertEquals(
                new Receipt(
                        "3",
                        Optional.of("815"),
                        Optional.empty(),
                        Receipt.State.FAILED,
                        Optional.of("131047: re-engagement"),
                        Knocks.NOW),
                outgoing(
                        Map.of(
                                "event",
                                "message_updated",
                                "content_attributes",
                                Map.of("external_error", "131047: re-engagement"))));
        assertEquals(new Skipped("message_updated"), outgoing(Map.of("event", "message_updated")));
    }

    @Test
    void aChangedMessageIsEditedAndOneTakenBackDeleted() {
        Map<String, Object> changed =
                Map.of(
                        "event",
                        "message_updated",
                        "content",
                        "two, please",
                        "changed_attributes",
                        List.of(
                                Map.of(
                                        "content",
                                        Map.of(
                                                "previous_value", "one",
                                                "current_value", "two, please"))));
        assertEquals(
                new Edited("3", "42", "815", "two, please", Knocks.NOW),
                one(Woot.message(changed)));
        assertEquals(
                new Skipped("message_updated"),
                one(
                        Woot.message(
                                Map.of(
                                        "event",
                                        "message_updated",
                                        "changed_attributes",
                                        List.of(Map.of("sentiment", Map.of()))))));
        assertEquals(
                new Deleted("3", "42", "815", Knocks.NOW),
                one(
                        Woot.message(
                                Map.of(
                                        "event",
                                        "message_updated",
                                        "content",
                                        "This message was deleted",
                                        "content_attributes",
                                        Map.of("deleted", true)))));
    }

    @Test
    void peopleTurnAConversationInTheirInbox() {
        Map<String, Object> assigned = Map.of("meta", Map.of("assignee", ANN));
        assertEquals(turned(Turn.CLOSED), one(Woot.status("resolved", Map.of())));
        assertEquals(turned(Turn.RELEASED), one(Woot.status("pending", Map.of())));
        assertEquals(turned(Turn.TAKEN), one(Woot.status("open", assigned)));
        assertEquals(new Skipped("status"), one(Woot.status("open", Map.of())));
        assertEquals(new Skipped("status"), one(Woot.status("snoozed", assigned)));
    }

    @Test
    void aConversationThatOpensAgainIsNotTaken() {
        assertEquals(
                new Skipped("status"),
                one(
                        Woot.status(
                                "open",
                                Map.of(
                                        "meta",
                                        Map.of("assignee", ANN),
                                        "changed_attributes",
                                        List.of(
                                                Map.of(
                                                        "status",
                                                        Map.of(
                                                                "previous_value", "resolved",
                                                                "current_value", "open")))))));
    }
}
