package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.channel.meta.MetaFixture;
import handcar.json.MalformedJsonException;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

final class ChatwootWebhookTest {
    private static final Map<String, Object> ANN =
            Map.of("id", 1, "name", "Ann", "type", "user", "email", "ann@example.com");

    private static List<InboundEvent> all(String body) {
        return new ChatwootWebhook()
                .read(
                        MetaFixture.posted(body, Map.of()),
                        ChatwootFixture.account(
                                Map.of(ChatwootPayload.WHATSAPP_PROVIDER, "whatsapp_cloud"),
                                Map.of()));
    }

    private static InboundEvent one(String body) {
        List<InboundEvent> news = all(body);
        assertEquals(1, news.size(), body);
        return news.getFirst();
    }

    private static InboundEvent outgoing(Map<String, ?> fields) {
        Map<String, Object> all = new HashMap<>(Map.of("message_type", "outgoing"));
        all.putAll(fields);
        return one(ChatwootFixture.message(all));
    }

    @Test
    void aCustomersMessageIsSaidInItsConversation() {
        assertEquals(
                new CustomerMessage(
                        "3",
                        "42",
                        new InboundEvent.Sender(
                                "9",
                                Optional.of("Sheena Nelson"),
                                Optional.of("+16505551234"),
                                Optional.of("sheena@example.com"),
                                Map.of()),
                        "815",
                        Instant.parse("2026-11-21T09:59:30Z"),
                        "Do you ship?",
                        List.of(),
                        Map.of(
                                "inbox_id", "5",
                                "channel", "Channel::WebWidget",
                                "provider", "whatsapp_cloud"),
                        Optional.empty()),
                one(ChatwootFixture.incoming("Do you ship?")));
    }

    @Test
    void theSubjectIsAPartOfAFirstMail() {
        assertEquals("Lamp broken\n\nSee subject", mail(Map.of("subject", "Lamp broken")));
        assertEquals("See subject", mail(Map.of("subject", "Re: Lamp broken")));
        assertEquals(
                "See subject",
                mail(Map.of("subject", "Lamp broken", "in_reply_to", "a@b.example")));
        assertEquals("See subject", mail(Map.of("subject", "subject")));
    }

    /// Its conversation alone tells it, for all its messages.
    @Test
    void theSubjectOfTheConversationIsAPartOfItsFirstMessage() {
        long begun = Instant.parse("2026-11-21T09:59:28Z").getEpochSecond();
        Map<String, Object> about = Map.of("mail_subject", "Lamp broken");
        assertEquals("Lamp broken\n\nhello", of(Map.of("additional_attributes", about)));
        assertEquals(
                "Lamp broken\n\nhello",
                of(Map.of("additional_attributes", about, "created_at", begun)));
        assertEquals(
                "hello", of(Map.of("additional_attributes", about, "created_at", begun - 3600)));
        assertEquals(
                "hello",
                of(
                        Map.of(
                                "additional_attributes",
                                about,
                                "first_reply_created_at",
                                "2026-11-21T09:59:29Z")));
        assertEquals(
                "hello",
                of(
                        Map.of(
                                "additional_attributes",
                                Map.of("mail_subject", "Lamp", "in_reply_to", "a@b.example"))));
        assertEquals(
                "hello",
                of(Map.of("additional_attributes", Map.of("mail_subject", "Re: Lamp broken"))));
        assertEquals("hello", of(Map.of()));
    }

    private static String of(Map<String, Object> conversation) {
        Map<String, Object> all = new HashMap<>(ChatwootFixture.conversation("Channel::Email"));
        all.putAll(conversation);
        return ((CustomerMessage) one(ChatwootFixture.message(Map.of("conversation", all)))).text();
    }

    private String mail(Map<String, Object> email) {
        return ((CustomerMessage)
                        one(
                                ChatwootFixture.message(
                                        Map.of(
                                                "content",
                                                "See subject",
                                                "content_attributes",
                                                Map.of("email", email)))))
                .text();
    }

    @Test
    void ofAMailTheNewPartIsReadAndAMachinesIsNotAnswered() {
        Map<String, Object> reply =
                Map.of("text_content", Map.of("reply", "How long?", "quoted", "old"));
        CustomerMessage mail =
                (CustomerMessage)
                        one(
                                ChatwootFixture.message(
                                        Map.of(
                                                "content",
                                                "How long?\n\nOn Monday Shop wrote:\n> old",
                                                "content_attributes",
                                                Map.of("email", reply))));
        assertEquals("How long?", mail.text());
        assertTrue(mail.details().original().orElseThrow().endsWith("> old"));
        Map<String, Object> away = Map.of("subject", "Automatic reply: x", "auto_reply", true);
        CustomerMessage machine =
                (CustomerMessage)
                        one(
                                ChatwootFixture.message(
                                        Map.of("content_attributes", Map.of("email", away))));
        assertTrue(machine.details().unanswered().isPresent());
    }

    @Test
    void notesActivitiesAndTemplatesAreSkipped() {
        assertEquals(
                new IgnoredEvent("private"), one(ChatwootFixture.message(Map.of("private", true))));
        assertEquals(new IgnoredEvent("private"), outgoing(Map.of("private", true, "sender", ANN)));
        for (String type : List.of("template", "activity")) {
            assertEquals(
                    new IgnoredEvent("message/" + type),
                    one(ChatwootFixture.message(Map.of("message_type", type))));
        }
    }

    @Test
    void attachmentsAreKeptByTheirAddress() {
        CustomerMessage said =
                (CustomerMessage)
                        one(
                                ChatwootFixture.message(
                                        Map.of(
                                                "content",
                                                "",
                                                "attachments",
                                                List.of(
                                                        Map.of(
                                                                "file_type",
                                                                "image",
                                                                "data_url",
                                                                "https://woot/blobs/x/pot.png?d=1",
                                                                "file_size",
                                                                2048),
                                                        Map.of(
                                                                "file_type",
                                                                "location",
                                                                "coordinates_lat",
                                                                1.5,
                                                                "coordinates_long",
                                                                2.5,
                                                                "fallback_title",
                                                                "Shop")))));
        assertEquals("", said.text());
        assertEquals(
                List.of(
                        new Attachment(
                                "image",
                                Optional.empty(),
                                Optional.of("pot.png"),
                                Optional.of(2048L),
                                Optional.empty(),
                                Optional.of("https://woot/blobs/x/pot.png?d=1")),
                        new Attachment(
                                "location",
                                Optional.empty(),
                                Optional.of("Shop"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("geo:1.5,2.5"))),
                said.attachments());
    }

    @Test
    void whatAPersonWritesMakesTheConversationTheirs() {
        Echo echo = (Echo) outgoing(Map.of("content", "I am on it.", "sender", ANN));
        assertEquals(
                new Echo(
                        "3",
                        "42",
                        echo.to(),
                        "815",
                        Instant.parse("2026-11-21T09:59:30Z"),
                        "I am on it.",
                        List.of(),
                        echo.address(),
                        Optional.of("chatwoot: Ann"),
                        true),
                echo);
    }

    @Test
    void whatAnotherProgramWritesIsNoWordOfAPerson() {
        for (String kind : List.of("agent_bot", "AgentBot")) {
            assertEquals(
                    new IgnoredEvent("agent_bot"),
                    outgoing(Map.of("sender", Map.of("id", 2, "name", "Bot", "type", kind))));
        }
        assertEquals(
                new IgnoredEvent("automation"),
                outgoing(Map.of("content_attributes", Map.of("automation_rule_id", 4))));
    }

    @Test
    void otherEventsAreSkippedAndUnknownOnesCounted() {
        for (String event :
                List.of(
                        "conversation_created",
                        "conversation_updated",
                        "conversation_typing_on",
                        "conversation_typing_off",
                        "contact_created",
                        "contact_updated",
                        "inbox_created",
                        "inbox_updated",
                        "webwidget_triggered")) {
            assertEquals(
                    new IgnoredEvent(event), one(ChatwootFixture.message(Map.of("event", event))));
        }
        assertEquals(
                new UnknownEvent("hologram_created"),
                one(ChatwootFixture.message(Map.of("event", "hologram_created"))));
        assertEquals(
                new UnknownEvent("other event"),
                one(ChatwootFixture.message(Map.of("event", "Ü'--"))));
        assertEquals(
                new UnknownEvent("message without conversation or id"),
                one(ChatwootFixture.message(Map.of("conversation", ""))));
    }

    @Test
    void whatIsNoChatwootBodyIsMalformed() {
        for (String body : List.of("", "nonsense", "[]")) {
            assertThrows(MalformedJsonException.class, () -> all(body), body);
        }
        assertThrows(Problem.Malformed.class, () -> all("{}"));
        assertThrows(Problem.Malformed.class, () -> all("{\"event\":7}"));
    }
}
