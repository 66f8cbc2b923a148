package handcar.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.StaffReply;
import handcar.channel.InboundEvent.StatusChange;
import handcar.json.Json;
import handcar.json.MalformedJsonException;

import org.junit.jupiter.api.Test;

class SlackWebhookTest {
    private static final String THREAD = "1531420000.000100";

    private final SlackWebhook webhook = new SlackWebhook();

    private InboundEvent news(String body) {
        List<InboundEvent> news = all(body);
        assertEquals(1, news.size());
        return news.getFirst();
    }

    private List<InboundEvent> all(String body) {
        return webhook.read(SlackFixture.signed(body), SlackFixture.account(SlackFixture.SECRET));
    }

    private String said(String text) {
        return ((StaffReply) news(SlackFixture.reply(text))).text();
    }

    @Test
    void aReplyInAThreadIsAPersonsAnswer() {
        assertEquals(
                new StaffReply(
                        SlackFixture.CHANNEL,
                        THREAD,
                        "1531420618.000200",
                        "I am on it.",
                        "slack: U024BE7LH",
                        Instant.ofEpochSecond(1531420618)),
                news(SlackFixture.reply("I am on it.")));
    }

    @Test
    void aReplyThatIsAlsoShownInTheChannelAndOneWithAFileAreAnswersToo() {
        for (String subtype : List.of("thread_broadcast", "file_share", "me_message")) {
            List<InboundEvent> news =
                    all(
                            SlackFixture.event(
                                    Map.of(
                                            "subtype",
                                            subtype,
                                            "text",
                                            "see here",
                                            "thread_ts",
                                            THREAD,
                                            "files",
                                            List.of(Map.of("id", "F1")))));
            assertEquals("see here", ((StaffReply) news.getFirst()).text());
            assertTrue(((InboundEvent.StaffNotice) news.getLast()).notice().contains("a file"));
        }
    }

    @Test
    void aFileWithoutWordsIsNotSentAndItsSenderIsTold() {
        assertEquals(
                new InboundEvent.StaffNotice(
                        "C0LAN2Q65",
                        THREAD,
                        "The customer did not get a file: files are not carried from here. Send a"
                                + " link instead.",
                        Instant.ofEpochSecond(1531420618)),
                news(
                        SlackFixture.event(
                                Map.of(
                                        "subtype",
                                        "file_share",
                                        "thread_ts",
                                        THREAD,
                                        "files",
                                        List.of(Map.of("id", "F1"))))));
    }

    @Test
    void whatABotWroteIsSkipped() {
        Map<String, Object> bot = Map.of("bot_id", "B1", "text", "echo", "thread_ts", THREAD);
        assertEquals(new IgnoredEvent("message.bot"), news(SlackFixture.event(bot)));
        assertEquals(
                new IgnoredEvent("message.bot_message"),
                news(
                        SlackFixture.event(
                                Map.of(
                                        "subtype", "bot_message",
                                        "user", "",
                                        "text", "echo",
                                        "thread_ts", THREAD))));
        assertEquals(
                new IgnoredEvent("message.bot"),
                news(SlackFixture.event(Map.of("user", "", "text", "x", "thread_ts", THREAD))));
    }

    @Test
    void editsAndDeletionsChangeNothing() {
        for (String subtype : List.of("message_changed", "message_deleted", "channel_join")) {
            assertEquals(
                    new IgnoredEvent("message." + subtype),
                    news(
                            SlackFixture.event(
                                    Map.of(
                                            "subtype",
                                            subtype,
                                            "hidden",
                                            true,
                                            "thread_ts",
                                            THREAD,
                                            "message",
                                            Map.of("text", "changed")))));
        }
    }

    @Test
    void whatIsWrittenOutsideThreadsOrInAnotherChannelIsSkipped() {
        assertEquals(
                new IgnoredEvent("message.elsewhere"),
                news(SlackFixture.event(Map.of("text", "lunch?"))));
        assertEquals(
                new IgnoredEvent("message.elsewhere"),
                news(
                        SlackFixture.event(
                                Map.of("text", "first", "thread_ts", "1531420618.000200"))));
        assertEquals(
                new IgnoredEvent("message.elsewhere"),
                news(
                        SlackFixture.event(
                                Map.of("channel", "C999", "text", "x", "thread_ts", THREAD))));
    }

    @Test
    void aMistypedOrderIsNotForTheCustomerEither() {
        for (String text : List.of("!realease", "!note call her", "!CLOSE now")) {
            assertEquals(
                    new InboundEvent.IgnoredEvent("message.order"), news(SlackFixture.reply(text)));
        }
    }

    @Test
    void ordersAreNotForTheCustomer() {
        Map<String, StatusChange.Status> orders =
                Map.of(
                        "!release", StatusChange.Status.RELEASED,
                        " !Close ", StatusChange.Status.CLOSED,
                        "!take", StatusChange.Status.TAKEN);
        orders.forEach(
                (text, turn) -> {
                    StatusChange turned = (StatusChange) news(SlackFixture.reply(text));
                    assertEquals(turn, turned.status());
                    assertEquals(THREAD, turned.thread());
                });
    }

    @Test
    void slacksMarksBecomeMarkdown() {
        assertEquals("a **b** _c_ ~~d~~", said("a *b* _c_ ~d~"));
        assertEquals("2 * 3 * 4", said("2 * 3 * 4"));
        assertEquals("1 < 2 & 3 > 2", said("1 &lt; 2 &amp; 3 &gt; 2"));
        assertEquals("&lt;", said("&amp;lt;"));
        assertEquals(
                "see [our shop](https://shop.example/a?b=1&c=2) or https://shop.example",
                said(
                        "see <https://shop.example/a?b=1&amp;c=2|our shop> or"
                                + " <https://shop.example>"));
        assertEquals("ask a@shop.example", said("ask <mailto:a@shop.example|a@shop.example>"));
        assertEquals(
                "hi @colleague, see #general and @ann",
                said("hi <@U1>, see <#C1|general> and <@U2|ann>"));
        assertEquals("all:", said("all: <!channel>"));
    }

    @Test
    void anAddressIsVerifiedByItsChallenge() {
        String body =
                Json.text(
                        Map.of(
                                "token", "Jhj5dZrVaK7ZwHHjRyZWjbDl",
                                "challenge", "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
                                "type", "url_verification"));
        assertEquals(
                "{\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\"}",
                webhook.response(SlackFixture.signed(body)).body());
        assertEquals(new IgnoredEvent("url_verification"), news(body));
        assertEquals(
                "{\"status\":\"ok\"}",
                webhook.response(SlackFixture.signed(SlackFixture.reply("x"))).body());
    }

    @Test
    void theSameEventAgainHasTheSameName() {
        assertEquals(
                Optional.of("Ev9UQ52YNA"),
                webhook.eventId(SlackFixture.signed(SlackFixture.reply("again"))));
        assertEquals(Optional.empty(), webhook.eventId(SlackFixture.signed("{}")));
    }

    @Test
    void theTokenInTheBodyIsNotKept() {
        String kept = webhook.kept(SlackFixture.signed(SlackFixture.reply("hello")));
        assertFalse(kept.contains("xyzz0WbapA4vBCDEFasx0q6G"), kept);
        assertEquals("Ev9UQ52YNA", Json.object(kept).get("event_id"));
    }

    @Test
    void anUnknownEventIsCounted() {
        assertEquals(
                new InboundEvent.UnknownEvent("app_rate_limited"),
                news("{\"type\":\"app_rate_limited\"}"));
        assertEquals(
                new InboundEvent.UnknownEvent("reaction_added"),
                news("{\"type\":\"event_callback\",\"event\":{\"type\":\"reaction_added\"}}"));
        assertEquals(new InboundEvent.UnknownEvent(""), news("{}"));
        assertEquals(
                new InboundEvent.UnknownEvent(""),
                news("{\"type\":\"event_callback\",\"event\":[1,\"x\",null]}"));
    }

    @Test
    void malformedJsonIsToldApart() {
        for (String body : List.of("", "x", "[]", "{\"type\":", "null")) {
            assertThrows(MalformedJsonException.class, () -> news(body), body);
        }
    }
}
