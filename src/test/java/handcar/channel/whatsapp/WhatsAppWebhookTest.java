package handcar.channel.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.channel.PersonIds;
import handcar.channel.meta.MetaFixture;
import handcar.json.Json;
import handcar.json.MalformedJsonException;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

final class WhatsAppWebhookTest {
    private static final Instant WRITTEN = Instant.ofEpochSecond(1_749_416_383);

    private final WhatsAppWebhook webhook = new WhatsAppWebhook();

    private List<InboundEvent> all(String body) {
        return webhook.read(
                MetaFixture.signed(body, WhatsAppFixture.SECRET), WhatsAppFixture.account());
    }

    private InboundEvent one(String body) {
        List<InboundEvent> news = all(body);
        assertEquals(1, news.size(), body);
        return news.getFirst();
    }

    private CustomerMessage said(Map<String, ?> content) {
        return assertInstanceOf(CustomerMessage.class, one(WhatsAppFixture.message(content)));
    }

    @Test
    void aTextIsSaidByWhoeverWroteIt() {
        assertEquals(
                new CustomerMessage(
                        WhatsAppFixture.NUMBER,
                        WhatsAppFixture.CUSTOMER,
                        new InboundEvent.Sender(
                                WhatsAppFixture.CUSTOMER,
                                new PersonIds(
                                        Optional.empty(), Optional.of(WhatsAppFixture.CUSTOMER)),
                                Optional.of("Sheena Nelson"),
                                Optional.of("+16505551234"),
                                Optional.empty(),
                                Map.of()),
                        WhatsAppFixture.MESSAGE,
                        WRITTEN,
                        "Does it come in another color?",
                        List.of(),
                        Map.of("to", WhatsAppFixture.CUSTOMER),
                        Optional.empty()),
                one(WhatsAppFixture.text("Does it come in another color?")));
    }

    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples>
    @Test
    void whoComesFromAnAdvertisementIsKnownByIt() {
        CustomerMessage said =
                assertInstanceOf(
                        CustomerMessage.class,
                        one(
                                WhatsAppFixture.message(
                                        Map.of(
                                                "type",
                                                "text",
                                                "text",
                                                Map.of("body", "Is this still there?"),
                                                "referral",
                                                Map.of(
                                                        "source_url",
                                                        "https://fb.me/3cr4Wqqkv",
                                                        "source_id",
                                                        "120226305854810726",
                                                        "source_type",
                                                        "ad",
                                                        "headline",
                                                        "Chat with us",
                                                        "ctwa_clid",
                                                        "Aff-n8ZTODiE79d22KtAwQKj9e")))));
        assertEquals("Is this still there?", said.text());
        assertEquals(Map.of("referral", "https://fb.me/3cr4Wqqkv"), said.from().attributes());
    }

    @Test
    void aUserWithoutANumberIsKnownByTheirUserId() {
        CustomerMessage said =
                assertInstanceOf(
                        CustomerMessage.class,
                        one(
                                WhatsAppFixture.change(
                                        "messages",
                                        Map.of(
                                                "contacts",
                                                List.of(
                                                        Map.of(
                                                                "profile",
                                                                Map.of("username", "@sheena"),
                                                                "user_id",
                                                                WhatsAppFixture.USER_ID)),
                                                "messages",
                                                List.of(
                                                        Map.of(
                                                                "from_user_id",
                                                                        WhatsAppFixture.USER_ID,
                                                                "id", "wamid.1",
                                                                "timestamp", "1749416383",
                                                                "type", "text",
                                                                "text", Map.of("body", "hi")))))));
        assertEquals(WhatsAppFixture.USER_ID, said.thread());
        assertEquals(
                new InboundEvent.Sender(
                        WhatsAppFixture.USER_ID,
                        new PersonIds(Optional.of(WhatsAppFixture.USER_ID), Optional.empty()),
                        Optional.of("@sheena"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("username", "@sheena")),
                said.from());
        assertEquals(Map.of("recipient", WhatsAppFixture.USER_ID), said.address());
    }

    @Test
    void aUserWithBothIsKnownByTheirUserIdAndReachedByTheirNumber() {
        CustomerMessage said =
                assertInstanceOf(
                        CustomerMessage.class,
                        one(
                                WhatsAppFixture.message(
                                        Map.of(
                                                "from_user_id",
                                                WhatsAppFixture.USER_ID,
                                                "type",
                                                "text",
                                                "text",
                                                Map.of("body", "hi")))));
        assertEquals(WhatsAppFixture.USER_ID, said.from().id());
        assertEquals(Optional.of("+" + WhatsAppFixture.CUSTOMER), said.from().phone());
        assertEquals(
                Map.of("to", WhatsAppFixture.CUSTOMER, "recipient", WhatsAppFixture.USER_ID),
                said.address());
    }

    @Test
    void onePostMayCarryManyEntriesChangesMessagesAndStatuses() {
        Map<String, Object> messages =
                Map.of(
                        "contacts",
                        WhatsAppFixture.contacts(),
                        "messages",
                        List.of(
                                Map.of(
                                        "from",
                                        "1",
                                        "id",
                                        "a",
                                        "type",
                                        "text",
                                        "text",
                                        Map.of("body", "1")),
                                Map.of(
                                        "from",
                                        "2",
                                        "id",
                                        "b",
                                        "type",
                                        "text",
                                        "text",
                                        Map.of("body", "2"))),
                        "statuses",
                        List.of(Map.of("id", "c", "status", "read")));
        List<InboundEvent> news =
                all(
                        Json.text(
                                Map.of(
                                        "object",
                                        "whatsapp_business_account",
                                        "entry",
                                        List.of(
                                                WhatsAppFixture.entry("messages", messages),
                                                WhatsAppFixture.entry("account_update", Map.of()),
                                                WhatsAppFixture.entry("messages", messages)))));
        assertEquals(
                List.of(
                        "CustomerMessage",
                        "CustomerMessage",
                        "Receipt",
                        "IgnoredEvent",
                        "CustomerMessage",
                        "CustomerMessage",
                        "Receipt"),
                news.stream().map(each -> each.getClass().getSimpleName()).toList());
        // a time that is not told is the time at which we heard of it
        assertEquals(MetaFixture.NOW, ((CustomerMessage) news.getFirst()).at());
    }

    @Test
    void aReactionNamesTheMessageAndOneThatIsTakenBackHasNoEmoji() {
        InboundEvent.Reaction reaction =
                (InboundEvent.Reaction)
                        one(
                                WhatsAppFixture.message(
                                        Map.of(
                                                "type",
                                                "reaction",
                                                "reaction",
                                                Map.of("message_id", "wamid.7", "emoji", "👍"))));
        assertEquals("wamid.7", reaction.to());
        assertEquals("👍", reaction.said().text());
        InboundEvent.Reaction none =
                (InboundEvent.Reaction)
                        one(
                                WhatsAppFixture.message(
                                        Map.of(
                                                "type",
                                                "reaction",
                                                "reaction",
                                                Map.of("message_id", "wamid.7"))));
        assertEquals("wamid.7", none.to());
        assertEquals("", none.said().text());
        assertEquals(
                new IgnoredEvent("reaction"),
                one(
                        WhatsAppFixture.message(
                                Map.of("type", "reaction", "reaction", Map.of("emoji", "👍")))));
    }

    @Test
    void whatNobodySaidIsSkippedAndWhatWeDoNotKnowIsCounted() {
        for (String type : List.of("reaction", "system")) {
            assertEquals(
                    new IgnoredEvent(type), one(WhatsAppFixture.message(Map.of("type", type))));
        }
        assertEquals(
                "[opened the chat]",
                ((InboundEvent.CustomerMessage)
                                one(WhatsAppFixture.message(Map.of("type", "request_welcome"))))
                        .text());
        assertEquals(
                new IgnoredEvent("group"),
                one(
                        WhatsAppFixture.message(
                                Map.of(
                                        "group_id", "g",
                                        "type", "text",
                                        "text", Map.of("body", "hi")))));
        assertEquals(
                new UnknownEvent("field/moods"), one(WhatsAppFixture.change("moods", Map.of())));
        assertEquals(List.of(), all(WhatsAppFixture.change("messages", Map.of())));
    }

    @Test
    void whatIsNoWhatsAppBodyIsMalformed() {
        for (String body : List.of("", "nonsense", "[]", "{\"entry\":")) {
            assertThrows(MalformedJsonException.class, () -> all(body), body);
        }
        for (String body : List.of("{}", "{\"entry\":{}}")) {
            assertThrows(Problem.Malformed.class, () -> all(body), body);
        }
        assertEquals(List.of(), all("{\"entry\":[]}"));
        assertEquals(List.of(), all("{\"entry\":[7,null,{\"changes\":\"x\"}]}"));
    }

    @Test
    void fieldsOfTheWrongTypeAreMissingFields() {
        assertEquals(
                new UnknownEvent("message without sender or id"),
                one(
                        WhatsAppFixture.change(
                                "messages",
                                Map.of("messages", List.of(Map.of("from", 7, "id", List.of()))))));
        assertEquals(
                new UnknownEvent("status/other"),
                one(WhatsAppFixture.change("messages", Map.of("statuses", List.of("x")))));
        CustomerMessage odd =
                said(Map.of("timestamp", "99999999999999999", "type", "text", "text", 5));
        assertEquals("[sent something this channel cannot show: text]", odd.text());
        assertEquals(MetaFixture.NOW, odd.at());
    }
}
