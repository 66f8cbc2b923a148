package handcar.channel.instagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.EditOutline;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.channel.meta.MetaFixture;
import handcar.chat.UnansweredReason;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

final class InstagramWebhookTest {
    private static final Instant WRITTEN = Instant.ofEpochMilli(1_569_262_485_349L);

    private final InstagramWebhook webhook = new InstagramWebhook();

    private List<InboundEvent> all(String body) {
        return webhook.read(
                MetaFixture.signed(body, InstagramFixture.SECRET), InstagramFixture.account());
    }

    private InboundEvent one(String body) {
        List<InboundEvent> news = all(body);
        assertEquals(1, news.size(), body);
        return news.getFirst();
    }

    private InboundEvent event(String kind, Map<String, ?> content) {
        return one(
                InstagramFixture.event(
                        InstagramFixture.CUSTOMER, InstagramFixture.OURS, kind, content));
    }

    @Test
    void aTextIsSaidByWhoeverWroteIt() {
        assertEquals(
                new CustomerMessage(
                        InstagramFixture.OURS,
                        InstagramFixture.CUSTOMER,
                        InboundEvent.Sender.of(InstagramFixture.CUSTOMER, Optional.empty()),
                        InstagramFixture.MID,
                        WRITTEN,
                        "Do you ship to Spain?",
                        List.of(),
                        Map.of(),
                        Optional.empty()),
                one(InstagramFixture.message(Map.of("text", "Do you ship to Spain?"))));
    }

    @Test
    void anEchoIsAMessageThatLeftOurAccount() {
        assertEquals(
                new Echo(
                        InstagramFixture.OURS,
                        InstagramFixture.CUSTOMER,
                        InboundEvent.Sender.of(InstagramFixture.CUSTOMER, Optional.empty()),
                        InstagramFixture.MID,
                        WRITTEN,
                        "Yes, we do.",
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        false),
                one(InstagramFixture.echo(Map.of("text", "Yes, we do."))));
    }

    @Test
    void anEchoWithoutContentIsAPersonsWordToo() {
        Echo echo = (Echo) one(InstagramFixture.echo(Map.of()));
        assertEquals("[sent something this channel cannot show]", echo.text());
    }

    @Test
    void aMessageTakenBackIsDeletedAndAChangedOneEdited() {
        assertEquals(
                new MessageDeletion(
                        InstagramFixture.OURS,
                        InstagramFixture.CUSTOMER,
                        InstagramFixture.MID,
                        ChangeSide.CUSTOMER,
                        WRITTEN),
                one(InstagramFixture.message(Map.of("is_deleted", true))));
        String name = InstagramFixture.CUSTOMER + "/" + InstagramFixture.MID + " two, please";
        assertEquals(
                name + "; customer " + name,
                EditOutline.of(
                        event(
                                "message_edit",
                                Map.of(
                                        "mid",
                                        InstagramFixture.MID,
                                        "text",
                                        "two, please",
                                        "num_edit",
                                        1))));
        assertEquals(
                new IgnoredEvent("message_edit"),
                event("message_edit", Map.of("mid", InstagramFixture.MID, "num_edit", 0)));
    }

    @Test
    void mediaIsKeptByItsAddress() {
        for (String type : List.of("image", "video", "audio", "file")) {
            CustomerMessage said =
                    assertInstanceOf(
                            CustomerMessage.class,
                            one(
                                    InstagramFixture.message(
                                            Map.of(
                                                    "attachments",
                                                    List.of(
                                                            Map.of(
                                                                    "type",
                                                                    type,
                                                                    "payload",
                                                                    Map.of(
                                                                            "url",
                                                                            "https://cdn/x")))))));
            assertEquals(
                    List.of(
                            new Attachment(
                                    type,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of("https://cdn/x"))),
                    said.attachments());
        }
    }

    @Test
    void aPressedButtonAndAQuickReplyAreWhatTheySay() {
        CustomerMessage pressed =
                (CustomerMessage)
                        event(
                                "postback",
                                Map.of(
                                        "mid", InstagramFixture.MID,
                                        "title", "Talk to us",
                                        "payload", "HUMAN"));
        assertEquals("Talk to us", pressed.text());
        assertEquals(InstagramFixture.MID, pressed.id());
        CustomerMessage unnamed =
                (CustomerMessage) event("postback", Map.of("title", "Talk to us"));
        assertEquals("postback:1569262485349", unnamed.id());
        CustomerMessage quick =
                (CustomerMessage)
                        one(
                                InstagramFixture.message(
                                        Map.of(
                                                "text",
                                                "Blue",
                                                "quick_reply",
                                                Map.of("payload", "B"))));
        assertEquals("Blue", quick.text());
    }

    @Test
    void theButtonThatOpensTheChatIsNoQuestion() {
        for (Map<String, Object> button :
                List.<Map<String, Object>>of(
                        Map.of("title", "Get Started", "payload", "GET_STARTED"),
                        Map.of("title", "Los geht's", "payload", "get_started_payload"),
                        Map.of("title", "Get started"))) {
            CustomerMessage opening = (CustomerMessage) event("postback", button);
            assertEquals("[opened the chat]", opening.text());
            assertEquals(Optional.of(UnansweredReason.AUTOMATIC), opening.details().unanswered());
        }
    }

    @Test
    void aReadMessageIsAReceipt() {
        assertEquals(
                new Receipt(
                        InstagramFixture.OURS,
                        Optional.of("mid.7"),
                        Optional.empty(),
                        Receipt.State.READ,
                        Optional.empty(),
                        WRITTEN),
                event("read", Map.of("mid", "mid.7")));
        assertEquals(
                new IgnoredEvent("read"), event("read", Map.of("watermark", 1_569_262_485_349L)));
    }

    @Test
    void aReactionNamesTheMessage() {
        Map<String, String> given =
                Map.of("action", "react", "mid", "mid.7", "reaction", "love", "emoji", "❤");
        InboundEvent.Reaction reaction = (InboundEvent.Reaction) event("reaction", given);
        assertEquals("mid.7", reaction.to());
        assertEquals("❤", reaction.said().text());
        InboundEvent.Reaction none =
                (InboundEvent.Reaction)
                        event("reaction", Map.of("action", "unreact", "mid", "mid.7"));
        assertEquals("", none.said().text());
    }

    @Test
    void whatIsSaidWhileAnotherAppHasTheConversationIsKeptAndNotAnswered() {
        JsonView said =
                new JsonView(
                        Json.object(
                                InstagramFixture.message(
                                        Map.of("mid", "m-1", "text", "Is it blue?"))));
        Map<String, Object> event = said.at("entry").at(0).at("messaging").at(0).fields();
        CustomerMessage kept = (CustomerMessage) one(InstagramFixture.entry("standby", event));
        assertEquals("Is it blue?", kept.text());
        assertEquals(Optional.of(UnansweredReason.ELSEWHERE), kept.details().unanswered());
    }

    @Test
    void whatNobodySaidIsSkippedAndWhatWeDoNotKnowIsCounted() {
        assertEquals(new IgnoredEvent("reaction"), event("reaction", Map.of("action", "react")));
        assertEquals(
                new IgnoredEvent("changes"),
                one(InstagramFixture.entry("changes", Map.of("field", "comments"))));
        assertEquals(
                new IgnoredEvent("self"),
                one(InstagramFixture.message(Map.of("text", "x", "is_self", true))));
        assertEquals(new UnknownEvent("messaging"), event("hologram", Map.of()));
        assertEquals(
                new UnknownEvent("message without sender or id"),
                one(InstagramFixture.entry("messaging", Map.of("message", Map.of("mid", 7)))));
    }

    @Test
    void whatIsNoInstagramBodyIsMalformed() {
        for (String body : List.of("", "nonsense", "[]")) {
            assertThrows(MalformedJsonException.class, () -> all(body), body);
        }
        assertThrows(Problem.Malformed.class, () -> all("{}"));
        assertEquals(List.of(), all("{\"entry\":[7,{\"messaging\":null}]}"));
    }
}
