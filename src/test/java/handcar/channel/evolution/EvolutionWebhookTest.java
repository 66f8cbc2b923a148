package handcar.channel.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.PersonIds;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an Evolution server tells.
final class EvolutionWebhookTest {
    private static final PersonIds NUMBER =
            new PersonIds(Optional.empty(), Optional.of("5511999990000"));

    private static final String HELLO = "{\"conversation\":\"Where is my order?\"}";

    @Test
    void aMessageIsSaid() {
        assertEquals(
                said(), EvolutionFixture.news("messages.upsert", EvolutionFixture.data(HELLO)));
    }

    private static InboundEvent said() {
        return new InboundEvent.CustomerMessage(
                "shop",
                "5511999990000",
                new InboundEvent.Sender(
                        "5511999990000",
                        NUMBER,
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
        assertEquals(
                said(), EvolutionFixture.news("MESSAGES_UPSERT", EvolutionFixture.data(HELLO)));
        String unnamed = EvolutionFixture.event("", EvolutionFixture.data(HELLO));
        assertEquals(
                List.of(said()),
                EvolutionFixture.all(
                        EvolutionFixture.request("messages-upsert", unnamed, Map.of())));
    }

    @Test
    void dataMayBeSeveral() {
        String two = "[" + EvolutionFixture.data(HELLO) + "," + EvolutionFixture.data(HELLO) + "]";
        assertEquals(
                List.of(said(), said()),
                EvolutionFixture.all(
                        EvolutionFixture.request(EvolutionFixture.event("messages.upsert", two))));
        assertEquals(
                List.of(),
                EvolutionFixture.all(
                        EvolutionFixture.request(EvolutionFixture.event("messages.upsert", "[]"))));
    }

    @Test
    void aHiddenNumberIsKnownByItsOtherAddress() {
        String data =
                EvolutionFixture.data("1203630@lid", false, HELLO)
                        .replace(
                                "\"fromMe\"",
                                "\"remoteJidAlt\":\"5511999990000@s.whatsapp.net\",\"fromMe\"");
        InboundEvent.CustomerMessage known =
                (InboundEvent.CustomerMessage) EvolutionFixture.news("messages.upsert", data);
        assertEquals("5511999990000", known.thread());
        assertEquals(
                new PersonIds(Optional.of("1203630@lid"), Optional.of("5511999990000")),
                known.from().ids());
        InboundEvent.CustomerMessage hidden =
                (InboundEvent.CustomerMessage)
                        EvolutionFixture.news(
                                "messages.upsert",
                                EvolutionFixture.data("1203630@lid", false, HELLO));
        assertEquals("1203630@lid", hidden.thread());
        assertEquals(Optional.empty(), hidden.from().phone());
    }

    @Test
    void anotherDeviceIsTheSamePerson() {
        assertEquals(
                said(),
                EvolutionFixture.news(
                        "messages.upsert",
                        EvolutionFixture.data("5511999990000:12@s.whatsapp.net", false, HELLO)));
    }

    @Test
    void notesToOneselfAreSkipped() {
        assertEquals(
                new InboundEvent.IgnoredEvent("self"),
                EvolutionFixture.news(
                        "messages.upsert",
                        EvolutionFixture.data("5511988880000:3@s.whatsapp.net", true, HELLO)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"120363@g.us", "status@broadcast", "1@broadcast", "1203@newsletter"})
    void groupsAndStatusesAreSkipped(String jid) {
        for (boolean ours : new boolean[] {false, true}) {
            assertEquals(
                    InboundEvent.IgnoredEvent.class,
                    EvolutionFixture.news(
                                    "messages.upsert", EvolutionFixture.data(jid, ours, HELLO))
                            .getClass());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reactionMessage\":{\"text\":\"\"}}",
                "{\"protocolMessage\":{\"type\":\"REVOKE\"}}",
                "{\"senderKeyDistributionMessage\":{}}",
                "{\"messageContextInfo\":{},\"senderKeyDistributionMessage\":{}}"
            })
    void reactionsToNothingAndProtocolMessagesAreSkipped(String content) {
        assertEquals(
                InboundEvent.IgnoredEvent.class,
                EvolutionFixture.news("messages.upsert", EvolutionFixture.data(content))
                        .getClass());
    }

    @Test
    void aWithdrawnReactionHasNoEmoji() {
        InboundEvent.Reaction none =
                (InboundEvent.Reaction)
                        EvolutionFixture.news(
                                "messages.upsert",
                                EvolutionFixture.data(
                                        "{\"reactionMessage\":{\"key\":{\"id\":\"1\"},\"text\":\"\"}}"));
        assertEquals("1", none.to());
        assertEquals("", none.said().text());
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
                "{\"listResponseMessage\":{\"title\":\"Blue\",\"description\":\"like the sky\"}} |"
                        + " Blue like the sky",
                "{\"templateButtonReplyMessage\":{\"selectedDisplayText\":\"Stop\"}} | Stop"
            })
    void wordsAreFoundWhereverTheyStand(String content, String text) {
        assertEquals(
                text,
                ((InboundEvent.CustomerMessage)
                                EvolutionFixture.news(
                                        "messages.upsert", EvolutionFixture.data(content)))
                        .text()
                        .replace('\n', ' '));
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
        InboundEvent.CustomerMessage said =
                (InboundEvent.CustomerMessage)
                        EvolutionFixture.news("messages.upsert", EvolutionFixture.data(content));
        assertEquals(type, said.attachments().getFirst().type());
        assertEquals(1, said.attachments().size());
        assertEquals(text, said.text());
    }

    @Test
    void aMessageFromThePhoneItselfIsAnEcho() {
        assertEquals(
                new InboundEvent.Echo(
                        "shop",
                        "5511999990000",
                        new InboundEvent.Sender(
                                "5511999990000",
                                NUMBER,
                                Optional.empty(),
                                Optional.of("+5511999990000"),
                                Optional.empty(),
                                Map.of()),
                        "3EB0C767D097B7F7B5E1",
                        Instant.ofEpochSecond(1_795_255_200),
                        "It is on its way.",
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        false),
                EvolutionFixture.news(
                        "messages.upsert",
                        EvolutionFixture.data(
                                "5511999990000@s.whatsapp.net",
                                true,
                                "{\"conversation\":\"It is on its way.\"}")));
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
        assertEquals(
                InboundEvent.IgnoredEvent.class,
                EvolutionFixture.news(event, EvolutionFixture.data(HELLO)).getClass());
    }

    @Test
    void anUnknownEventIsUnknownAndAnotherInstanceIsSkipped() {
        assertEquals(
                new InboundEvent.UnknownEvent("hologram.sent"),
                EvolutionFixture.news("HOLOGRAM_SENT", "{}"));
        String other =
                EvolutionFixture.event("messages.upsert", EvolutionFixture.data(HELLO))
                        .replace("\"instance\":\"shop\"", "\"instance\":\"private\"");
        assertEquals(
                List.of(new InboundEvent.IgnoredEvent("other.instance")),
                EvolutionFixture.all(EvolutionFixture.request(other)));
    }

    @Test
    void keysCodesAndMediaAreNotKept() {
        String body =
                EvolutionFixture.event(
                        "qrcode.updated",
                        "{\"qrcode\":{\"base64\":\"data:image/png;base64,SECRETPICTURE\",\"code\":\"2@SECRETCODE\"},"
                            + "\"message\":[{\"base64\":\"SECRETMEDIA\",\"mediaKey\":\"SECRETKEY\",\"caption\":\"kept\"}]}");
        String kept = new EvolutionWebhook().kept(EvolutionFixture.request(body));
        assertFalse(kept.contains("SECRET"), kept);
        assertFalse(kept.contains(EvolutionFixture.KEY), kept);
        assertTrue(kept.contains("kept"), kept);
        assertEquals(Optional.of("qrcode.updated"), new JsonView(Json.object(kept)).text("event"));
        String said =
                new EvolutionWebhook()
                        .kept(
                                EvolutionFixture.request(
                                        EvolutionFixture.event(
                                                "messages.upsert", EvolutionFixture.data(HELLO))));
        assertEquals(List.of(said()), EvolutionFixture.all(EvolutionFixture.request(said)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[]", "7", "{\"event\":", "event=x"})
    void malformedJsonIsTold(String body) {
        assertThrows(
                MalformedJsonException.class,
                () -> EvolutionFixture.all(EvolutionFixture.request(body)));
    }
}
