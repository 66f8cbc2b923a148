package handcar.channel.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.News;
import handcar.channel.News.Receipt.State;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJson;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an Evolution server tells.
final class EvolutionInTest {
    private static final String HELLO = "{\"conversation\":\"Where is my order?\"}";

    @Test
    void aMessageIsSaid() {
        assertEquals(said(), Phone.news("messages.upsert", Phone.data(HELLO)));
    }

    private static News said() {
        return new News.Said(
                "shop",
                "5511999990000",
                new News.Sender(
                        "5511999990000",
                        Optional.of("Ann"),
                        Optional.of("+5511999990000"),
                        Optional.empty(),
                        Map.of()),
                "3EB0C767D097B7F7B5E1",
                Instant.ofEpochSecond(1_795_255_200),
                "Where is my order?",
                List.of(),
                Map.of(),
                Optional.empty());
    }

    @Test
    void anEventIsKnownInBothSpellingsAndByItsAddress() {
        assertEquals(said(), Phone.news("MESSAGES_UPSERT", Phone.data(HELLO)));
        String unnamed = Phone.event("", Phone.data(HELLO));
        assertEquals(List.of(said()), Phone.all(Phone.knock("messages-upsert", unnamed, Map.of())));
    }

    @Test
    void dataMayBeSeveral() {
        String two = "[" + Phone.data(HELLO) + "," + Phone.data(HELLO) + "]";
        assertEquals(
                List.of(said(), said()),
                Phone.all(Phone.knock(Phone.event("messages.upsert", two))));
        assertEquals(List.of(), Phone.all(Phone.knock(Phone.event("messages.upsert", "[]"))));
    }

    @Test
    void aHiddenNumberIsKnownByItsOtherAddress() {
        String data =
                Phone.data("1203630@lid", false, HELLO)
                        .replace(
                                "\"fromMe\"",
                                "\"remoteJidAlt\":\"5511999990000@s.whatsapp.net\",\"fromMe\"");
        assertEquals(said(), Phone.news("messages.upsert", data));
        News.Said hidden =
                (News.Said) Phone.news("messages.upsert", Phone.data("1203630@lid", false, HELLO));
        assertEquals("1203630@lid", hidden.thread());
        assertEquals(Optional.empty(), hidden.from().phone());
    }

    @Test
    void anotherDeviceIsTheSamePerson() {
        assertEquals(
                said(),
                Phone.news(
                        "messages.upsert",
                        Phone.data("5511999990000:12@s.whatsapp.net", false, HELLO)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"120363@g.us", "status@broadcast", "1@broadcast", "1203@newsletter"})
    void groupsAndStatusesAreSkipped(String jid) {
        for (boolean ours : new boolean[] {false, true}) {
            assertEquals(
                    News.Skipped.class,
                    Phone.news("messages.upsert", Phone.data(jid, ours, HELLO)).getClass());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reactionMessage\":{\"key\":{\"id\":\"1\"},\"text\":\"👍\"}}",
                "{\"protocolMessage\":{\"type\":\"REVOKE\"}}",
                "{\"senderKeyDistributionMessage\":{}}",
                "{}",
                "null",
                "7",
                "{\"conversation\":{}}"
            })
    void reactionsAndProtocolMessagesAreSkipped(String content) {
        assertEquals(
                News.Skipped.class, Phone.news("messages.upsert", Phone.data(content)).getClass());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "{\"extendedTextMessage\":{\"text\":\"hi\"}} | hi",
                "{\"ephemeralMessage\":{\"message\":{\"extendedTextMessage\":{\"text\":\"hi\"}}}} |"
                        + " hi",
                "{\"buttonsResponseMessage\":{\"selectedDisplayText\":\"Yes\"}} | Yes",
                "{\"listResponseMessage\":{\"title\":\"Blue\"}} | Blue",
                "{\"templateButtonReplyMessage\":{\"selectedDisplayText\":\"Stop\"}} | Stop"
            })
    void wordsAreFoundWhereverTheyStand(String content, String text) {
        assertEquals(text, ((News.Said) Phone.news("messages.upsert", Phone.data(content))).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "{\"imageMessage\":{\"caption\":\"Broken\",\"mimetype\":\"image/jpeg\",\"fileLength\":\"1024\"}}"
                    + " | image | Broken",
                "{\"audioMessage\":{\"mimetype\":\"audio/ogg\",\"seconds\":3,\"ptt\":true}} | audio"
                        + " | ´´",
                "{\"viewOnceMessageV2\":{\"message\":{\"videoMessage\":{\"mimetype\":\"video/mp4\"}}}}"
                    + " | video | ´´",
                "{\"documentWithCaptionMessage\":{\"message\":{\"documentMessage\":{\"fileName\":\"bill.pdf\",\"caption\":\"My"
                    + " bill\"}}}} | file | My bill",
                "{\"stickerMessage\":{\"mimetype\":\"image/webp\"}} | sticker | ´´",
                "{\"locationMessage\":{\"degreesLatitude\":48.1,\"degreesLongitude\":11.5}} |"
                        + " location | ´´",
                "{\"contactMessage\":{\"displayName\":\"Bob\",\"vcard\":\"BEGIN:VCARD\"}} | contact"
                        + " | ´´"
            })
    void mediaIsKeptAsAReference(String content, String type, String text) {
        News.Said said = (News.Said) Phone.news("messages.upsert", Phone.data(content));
        assertEquals(type, said.attachments().getFirst().type());
        assertEquals(1, said.attachments().size());
        assertEquals(text, said.text());
    }

    @Test
    void aMessageFromThePhoneItselfIsAnEcho() {
        assertEquals(
                new News.Echo(
                        "shop",
                        "5511999990000",
                        "3EB0C767D097B7F7B5E1",
                        Instant.ofEpochSecond(1_795_255_200),
                        "It is on its way.",
                        List.of(),
                        Optional.empty(),
                        false),
                Phone.news(
                        "messages.upsert",
                        Phone.data(
                                "5511999990000@s.whatsapp.net",
                                true,
                                "{\"conversation\":\"It is on its way.\"}")));
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR, FAILED",
        "SERVER_ACK, SENT",
        "DELIVERY_ACK, DELIVERED",
        "READ, READ",
        "PLAYED, READ"
    })
    void anUpdateIsAReceipt(String status, State state) {
        String flat =
                "{\"messageId\":\"cm1\",\"keyId\":\"3EB0\",\"remoteJid\":\"5511999990000@s.whatsapp.net\","
                    + "\"fromMe\":true,\"status\":\""
                        + status
                        + "\"}";
        String nested =
                "[{\"key\":{\"id\":\"3EB0\",\"fromMe\":true,\"remoteJid\":\"5511999990000@s.whatsapp.net\"},"
                    + "\"update\":{\"status\":\""
                        + status
                        + "\"}}]";
        for (String data : List.of(flat, nested)) {
            News.Receipt receipt = (News.Receipt) Phone.news("messages.update", data);
            assertEquals(Optional.of("3EB0"), receipt.id());
            assertEquals(state, receipt.state());
            assertEquals(state == State.FAILED, receipt.error().isPresent());
        }
    }

    @Test
    void updatesOfOthersMessagesAreSkipped() {
        for (String data :
                List.of(
                        "{\"keyId\":\"1\",\"remoteJid\":\"55@s.whatsapp.net\",\"fromMe\":false,\"status\":\"READ\"}",
                        "{\"keyId\":\"1\",\"remoteJid\":\"1@g.us\",\"fromMe\":true,\"status\":\"READ\"}",
                        "{\"keyId\":\"1\",\"remoteJid\":\"55@s.whatsapp.net\",\"fromMe\":true,\"status\":\"PENDING\"}",
                        "{}",
                        "null")) {
            assertEquals(
                    new News.Skipped("x").getClass(),
                    Phone.news("messages.update", data).getClass());
        }
    }

    @Test
    void editsAndDeletionsOfTheCustomerAreTold() {
        String key =
                "{\"remoteJid\":\"5511999990000@s.whatsapp.net\",\"fromMe\":%s,\"id\":\"3EB0\"}";
        String edit = "{\"key\":%s,\"editedMessage\":{\"conversation\":\"Two\"}}";
        assertEquals(
                new News.Edited("shop", "5511999990000", "3EB0", "Two", Phone.NOW),
                Phone.news("messages.edited", edit.formatted(key.formatted(false))));
        assertEquals(
                News.Skipped.class,
                Phone.news("messages.edited", edit.formatted(key.formatted(true))).getClass());
        assertEquals(
                new News.Deleted("shop", "5511999990000", "3EB0", Phone.NOW),
                Phone.news("messages.delete", key.formatted(false)));
        assertEquals(
                News.Skipped.class, Phone.news("messages.delete", key.formatted(true)).getClass());
    }

    @Test
    void theConnectionIsTold() {
        assertEquals(
                new News.Connection("shop", "close", Optional.of("401"), Phone.NOW),
                Phone.news(
                        "connection.update",
                        "{\"instance\":\"shop\",\"state\":\"close\",\"statusReason\":401}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send.message",
                "SEND_MESSAGE",
                "qrcode.updated",
                "contacts.upsert",
                "presence.update",
                "GROUP_PARTICIPANTS_UPDATE"
            })
    void whatIsNoMessageIsSkipped(String event) {
        assertEquals(News.Skipped.class, Phone.news(event, Phone.data(HELLO)).getClass());
    }

    @Test
    void anUnknownEventIsUnknownAndAnotherInstanceIsSkipped() {
        assertEquals(new News.Unknown("hologram.sent"), Phone.news("HOLOGRAM_SENT", "{}"));
        String other =
                Phone.event("messages.upsert", Phone.data(HELLO))
                        .replace("\"instance\":\"shop\"", "\"instance\":\"private\"");
        assertEquals(List.of(new News.Skipped("other.instance")), Phone.all(Phone.knock(other)));
    }

    @Test
    void keysCodesAndMediaAreNotKept() {
        String body =
                Phone.event(
                        "qrcode.updated",
                        "{\"qrcode\":{\"base64\":\"data:image/png;base64,SECRETPICTURE\",\"code\":\"2@SECRETCODE\"},"
                            + "\"message\":[{\"base64\":\"SECRETMEDIA\",\"mediaKey\":\"SECRETKEY\",\"caption\":\"kept\"}]}");
        String kept = new EvolutionWebhook().kept(Phone.knock(body));
        assertFalse(kept.contains("SECRET"), kept);
        assertFalse(kept.contains(Phone.KEY), kept);
        assertTrue(kept.contains("kept"), kept);
        assertEquals(Optional.of("qrcode.updated"), new JsonView(Json.object(kept)).text("event"));
        String said =
                new EvolutionWebhook()
                        .kept(Phone.knock(Phone.event("messages.upsert", Phone.data(HELLO))));
        assertEquals(List.of(said()), Phone.all(Phone.knock(said)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[]", "7", "{\"event\":", "event=x"})
    void malformedJsonIsTold(String body) {
        assertThrows(MalformedJson.class, () -> Phone.all(Phone.knock(body)));
    }
}
