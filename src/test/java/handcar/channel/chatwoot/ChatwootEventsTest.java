package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.EditOutline;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.StatusChange;
import handcar.channel.InboundEvent.StatusChange.Status;
import handcar.channel.meta.MetaFixture;

import org.junit.jupiter.api.Test;

/// What people do in Chatwoot's inbox, and what becomes of messages there.
final class ChatwootEventsTest {
    private static final Map<String, Object> ANN =
            Map.of("id", 1, "name", "Ann", "type", "user", "email", "ann@example.com");

    private static InboundEvent one(String body) {
        List<InboundEvent> news =
                new ChatwootWebhook()
                        .read(
                                MetaFixture.posted(body, Map.of()),
                                ChatwootFixture.account(Map.of(), Map.of()));
        assertEquals(1, news.size(), body);
        return news.getFirst();
    }

    private static InboundEvent outgoing(Map<String, ?> fields) {
        Map<String, Object> all = new HashMap<>(Map.of("message_type", "outgoing"));
        all.putAll(fields);
        return one(ChatwootFixture.message(all));
    }

    private static StatusChange turned(Status turn) {
        return new StatusChange("3", "42", turn, Instant.ofEpochMilli(1_795_255_170_500L));
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
                        MetaFixture.NOW),
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
                        MetaFixture.NOW),
                outgoing(
                        Map.of(
                                "event",
                                "message_updated",
                                "content_attributes",
                                Map.of("external_error", "131047: re-engagement"))));
        assertEquals(
                new IgnoredEvent("message_updated"), outgoing(Map.of("event", "message_updated")));
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
                "42/815 two, please; customer 42/815 two, please",
                EditOutline.of(one(ChatwootFixture.message(changed))));
        assertEquals(
                "42/815 two, please; staff 42/815 two, please", EditOutline.of(outgoing(changed)));
        Map<String, Object> deleted = new HashMap<>(changed);
        deleted.put("content_attributes", Map.of("deleted", true));
        assertEquals(
                new MessageDeletion("3", "42", "815", ChangeSide.STAFF, MetaFixture.NOW),
                outgoing(deleted));
        assertEquals(
                new MessageDeletion("3", "42", "815", ChangeSide.CUSTOMER, MetaFixture.NOW),
                one(
                        ChatwootFixture.message(
                                Map.of(
                                        "content",
                                        "This message was deleted",
                                        "content_attributes",
                                        Map.of("deleted", true)))));
        assertEquals(
                new IgnoredEvent("message_updated"),
                one(
                        ChatwootFixture.message(
                                Map.of(
                                        "event",
                                        "message_updated",
                                        "changed_attributes",
                                        List.of(Map.of("sentiment", Map.of()))))));
        assertEquals(
                new MessageDeletion("3", "42", "815", ChangeSide.CUSTOMER, MetaFixture.NOW),
                one(
                        ChatwootFixture.message(
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
        assertEquals(turned(Status.CLOSED), one(ChatwootFixture.status("resolved", Map.of())));
        assertEquals(turned(Status.RELEASED), one(ChatwootFixture.status("pending", Map.of())));
        assertEquals(turned(Status.TAKEN), one(ChatwootFixture.status("open", assigned)));
        assertEquals(new IgnoredEvent("status"), one(ChatwootFixture.status("open", Map.of())));
        assertEquals(new IgnoredEvent("status"), one(ChatwootFixture.status("snoozed", assigned)));
    }

    @Test
    void aConversationThatOpensAgainIsNotTaken() {
        assertEquals(
                new IgnoredEvent("status"),
                one(
                        ChatwootFixture.status(
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
