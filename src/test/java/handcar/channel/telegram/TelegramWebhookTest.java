package handcar.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.chat.UnansweredReason;
import handcar.json.MalformedJsonException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Telegram tells.
final class TelegramWebhookTest {
    @Test
    void aMessageIsSaid() {
        assertEquals(
                new InboundEvent.CustomerMessage(
                        "4839574812",
                        "1111111",
                        new InboundEvent.Sender(
                                "1111111",
                                Optional.of("Ann Lee"),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of("telegram_username", "annlee", "language", "de")),
                        "1111111:1365",
                        Instant.ofEpochSecond(1_795_255_200),
                        "Where is my order?",
                        List.of(),
                        Map.of(),
                        Optional.empty()),
                TelegramFixture.news(TelegramFixture.message("\"text\":\"Where is my order?\"")));
    }

    @Test
    void openingTheBotIsNoQuestion() {
        for (String[] each :
                new String[][] {
                    {"/start", "[opened the chat]"},
                    {"/start@shop_bot", "[opened the chat]"},
                    {"/start promo42", "[opened the chat by a link: promo42]"},
                    {"/start@shop_bot promo42", "[opened the chat by a link: promo42]"}
                }) {
            InboundEvent.CustomerMessage opening =
                    TelegramFixture.said("\"text\":\"" + each[0] + "\"");
            assertEquals(each[1], opening.text());
            assertEquals(Optional.of(UnansweredReason.AUTOMATIC), opening.details().unanswered());
        }
        assertEquals("/started", TelegramFixture.said("\"text\":\"/started\"").text());
    }

    @Test
    void aReactionNamesTheMessageAndOneThatIsTakenBackHasNoEmoji() {
        String given =
                """
                {"update_id":7,"message_reaction":{"chat":{"id":1111111,"type":"private"},"message_id":1366,
                "user":{"id":1111111,"is_bot":false,"first_name":"Ann"},"date":1795255200,
                "old_reaction":[],"new_reaction":[%s]}}\
                """;
        InboundEvent.Reaction reaction =
                (InboundEvent.Reaction)
                        TelegramFixture.news(
                                given.formatted("{\"type\":\"emoji\",\"emoji\":\"👍\"}"));
        assertEquals("1111111:1366", reaction.to());
        assertEquals("👍", reaction.said().text());
        assertEquals("1111111", reaction.thread());
        InboundEvent.Reaction none =
                (InboundEvent.Reaction) TelegramFixture.news(given.formatted(""));
        assertEquals("1111111:1366", none.to());
        assertEquals("", none.said().text());
        assertEquals(
                new InboundEvent.IgnoredEvent("message_reaction"),
                TelegramFixture.news(
                        given.formatted("{\"type\":\"custom_emoji\",\"custom_emoji_id\":\"5\"}")));
    }

    private static final String IN_BUSINESS =
            """
            {"update_id":8,"%s":{"business_connection_id":"bc-1","message_id":12,"date":1795255200,
            "chat":{"id":1111111,"type":"private","first_name":"Ann"},"from":{"id":%s,"is_bot":false,"first_name":"X"}%s}}\
            """;

    @Test
    void aCustomerOfAPersonsOwnAccountIsAnsweredThere() {
        InboundEvent.CustomerMessage said =
                (InboundEvent.CustomerMessage)
                        TelegramFixture.news(
                                IN_BUSINESS.formatted(
                                        "business_message", "1111111", ",\"text\":\"Hi\""));
        assertEquals("business:1111111", said.thread());
        assertEquals("1111111", said.from().id());
        assertEquals("business:1111111:12", said.id());
        assertEquals(Map.of("business_connection_id", "bc-1"), said.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"text\":\"I am here\"", ",\"poll\":{\"id\":\"1\"}"})
    void theOwnersWordInTheirOwnAccountIsAnEcho(String fields) {
        InboundEvent.Echo echo =
                (InboundEvent.Echo)
                        TelegramFixture.news(
                                IN_BUSINESS.formatted("business_message", "42", fields));
        assertEquals("business:1111111", echo.thread());
        assertEquals(InboundEvent.Sender.of("1111111", Optional.of("Ann")), echo.to());
        assertFalse(echo.text().isEmpty());
    }

    @Test
    void whatTheBotSentThereIsNotRead() {
        assertEquals(
                new InboundEvent.IgnoredEvent("message.bot"),
                TelegramFixture.news(
                        IN_BUSINESS.formatted(
                                "business_message",
                                "42",
                                ",\"text\":\"Hi\",\"sender_business_bot\":{\"id\":1,\"is_bot\":true}")));
    }

    @Test
    void messagesThatWereDeletedThereAreDeleted() {
        assertEquals(
                new InboundEvent.MessageDeletion(
                        "4839574812",
                        "business:1111111",
                        "business:1111111:12",
                        ChangeSide.EITHER,
                        TelegramFixture.NOW),
                TelegramFixture.news(
                        """
                        {"update_id":9,"deleted_business_messages":{"business_connection_id":"bc-1",
                        "chat":{"id":1111111,"type":"private"},"message_ids":[12]}}\
                        """));
    }

    @Test
    void aPhotoIsKeptInItsLargestSizeWithItsCaption() {
        InboundEvent.CustomerMessage said =
                TelegramFixture.said(
                        """
                        "caption":"It is broken","photo":[
                        {"file_id":"small","file_unique_id":"s","file_size":1253,"width":90,"height":67},
                        {"file_id":"large","file_unique_id":"l","file_size":105000,"width":1280,"height":960}]\
                        """);
        assertEquals("It is broken", said.text());
        assertEquals(
                List.of(
                        new Attachment(
                                "image",
                                Optional.of("image/jpeg"),
                                Optional.empty(),
                                Optional.of(105_000L),
                                Optional.of("It is broken"),
                                Optional.of("large"))),
                said.attachments());
    }

    @Test
    void mediaIsKeptAsAReference() {
        assertAttachment(
                "\"voice\":{\"file_id\":\"v1\",\"duration\":3,\"mime_type\":\"audio/ogg\",\"file_size\":9000}",
                "audio",
                "audio/ogg",
                "",
                "v1");
        assertAttachment(
                "\"document\":{\"file_id\":\"d1\",\"file_name\":\"bill.pdf\",\"mime_type\":\"application/pdf\"}",
                "file",
                "application/pdf",
                "bill.pdf",
                "d1");
        assertAttachment(
                "\"video\":{\"file_id\":\"m1\",\"mime_type\":\"video/mp4\"}",
                "video",
                "video/mp4",
                "",
                "m1");
        assertAttachment(
                "\"sticker\":{\"file_id\":\"s1\",\"emoji\":\"👍\",\"type\":\"regular\"}",
                "sticker",
                "",
                "",
                "s1");
        assertAttachment(
                "\"animation\":{\"file_id\":\"a1\",\"mime_type\":\"video/mp4\"},\"document\":{\"file_id\":\"a1\"}",
                "video",
                "video/mp4",
                "",
                "a1");
        assertAttachment(
                "\"location\":{\"latitude\":48.137,\"longitude\":11.575}",
                "location",
                "",
                "",
                "geo:48.137,11.575");
        assertAttachment(
                "\"venue\":{\"location\":{\"latitude\":48.1,\"longitude\":11.5},\"title\":\"Shop\",\"address\":\"Way"
                    + " 1\"},\"location\":{\"latitude\":48.1,\"longitude\":11.5}",
                "location",
                "",
                "Shop",
                "geo:48.1,11.5");
        assertAttachment(
                "\"contact\":{\"phone_number\":\"+49891234\",\"first_name\":\"Bob\"}",
                "contact",
                "",
                "Bob",
                "tel:+49891234");
    }

    private static void assertAttachment(
            String fields, String type, String mimeType, String name, String reference) {
        List<Attachment> all = TelegramFixture.said(fields).attachments();
        assertEquals(1, all.size(), fields);
        assertEquals(type, all.getFirst().type());
        assertEquals(mimeType, all.getFirst().mimeType().orElse(""));
        assertEquals(name, all.getFirst().name().orElse(""));
        assertEquals(Optional.of(reference), all.getFirst().reference());
    }

    @Test
    void groupsChannelsAndProgramsAreSkipped() {
        for (String type : List.of("group", "supergroup", "channel")) {
            assertEquals(
                    new InboundEvent.IgnoredEvent("message.group"),
                    TelegramFixture.news(
                            TelegramFixture.update(
                                    "message", "\"type\":\"" + type + "\"", "\"text\":\"hi\"")));
        }
        assertEquals(
                new InboundEvent.IgnoredEvent("message.bot"),
                TelegramFixture.news(
                        TelegramFixture.message("\"text\":\"hi\"")
                                .replace("\"is_bot\":false", "\"is_bot\":true")));
        assertEquals(
                new InboundEvent.IgnoredEvent("message.service"),
                TelegramFixture.news(
                        TelegramFixture.message("\"pinned_message\":{\"message_id\":3}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"callback_query", "my_chat_member", "channel_post", "inline_query", "poll"})
    void whatIsNoMessageIsSkipped(String type) {
        assertEquals(
                new InboundEvent.IgnoredEvent(type),
                TelegramFixture.news(
                        "{\"update_id\":1,\"" + type + "\":{\"id\":\"4382bfdwdsb323b2d9\"}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"update_id\":1}",
                "{\"update_id\":\"x\",\"hologram\":{}}",
                "{\"hologram\":null}",
                "{\"hologram\":[[]]}"
            })
    void anUnknownUpdateIsUnknown(String body) {
        assertEquals(InboundEvent.UnknownEvent.class, TelegramFixture.news(body).getClass());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":null}",
                "{\"message\":7}",
                "{\"message\":{\"text\":{}}}",
                "{\"message\":{\"message_id\":1,\"chat\":{\"id\":1,\"type\":\"private\"},\"from\":7,\"text\":\"x\"}}"
            })
    void missingAndOddFieldsAreNoError(String body) {
        assertEquals(InboundEvent.IgnoredEvent.class, TelegramFixture.news(body).getClass());
    }

    @Test
    void anUpdateKeepsItsNumberWhenItIsRepeated() {
        assertEquals(
                Optional.of("10000"),
                new TelegramWebhook()
                        .eventId(
                                TelegramFixture.proven(
                                        TelegramFixture.message("\"text\":\"hi\""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[]", "7", "{\"update_id\":1", "update_id=1"})
    void malformedJsonIsTold(String body) {
        assertThrows(MalformedJsonException.class, () -> TelegramFixture.news(body));
    }
}
