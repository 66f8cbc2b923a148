package handcar.channel.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.EditOutline;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Receipt.State;
import handcar.channel.PersonIds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an Evolution server tells about messages that exist, and about its connection.
final class EvolutionEventsTest {
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
            InboundEvent.Receipt receipt =
                    (InboundEvent.Receipt) EvolutionFixture.news("messages.update", data);
            assertEquals(Optional.of("3EB0"), receipt.id());
            assertEquals(state, receipt.state());
            assertEquals(state == State.FAILED, receipt.error().isPresent());
        }
    }

    @Test
    void aCustomersReactionNamesTheMessage() {
        InboundEvent.Reaction reaction =
                (InboundEvent.Reaction)
                        EvolutionFixture.news(
                                "messages.upsert",
                                EvolutionFixture.data(
                                        "{\"reactionMessage\":{\"key\":{\"id\":\"3EB1\",\"fromMe\":true},\"text\":\"👍\"}}"));
        assertEquals("3EB1", reaction.to());
        assertEquals("👍", reaction.said().text());
    }

    /// Whatever becomes of the event.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "messages.upsert | {'reactionMessage':{'text':'x','key':{'id':'3EB1'}}} | false",
                "messages.upsert | {'reactionMessage':{'text':'x'}} | true",
                "messages.upsert | {'protocolMessage':{'type':0,'key':{'id':'3EB1'}}} | false",
                "messages.upsert | {'senderKeyDistributionMessage':{}} | false",
                "messages.update | {} | true",
                "messages.delete | {} | false",
                "chats.update | {} | false",
                "call | {} | false",
            })
    void idsShownTogetherAreAPair(String event, String content, boolean ours) {
        String number = "\"5511999990000@s.whatsapp.net\"";
        String data =
                EvolutionFixture.data("77@lid", ours, content.replace('\'', '"'))
                        .replace("\"fromMe\"", "\"remoteJidAlt\":" + number + ",\"fromMe\"")
                        .replace(
                                "{\"key\"",
                                "{\"from\":\"77@lid\",\"callerPn\":" + number + ",\"key\"");
        List<InboundEvent> news =
                EvolutionFixture.all(EvolutionFixture.request(EvolutionFixture.event(event, data)));
        PersonIds ids = new PersonIds(Optional.of("77@lid"), Optional.of("5511999990000"));
        assertEquals(new InboundEvent.IdPair("shop", ids), news.getFirst());
        assertEquals(2, news.size());
    }

    @Test
    void whatAPersonSendsFromThePhoneCountsWhateverItIs() {
        for (String content :
                List.of(
                        "{\"pollCreationMessageV3\":{\"name\":\"When?\"}}",
                        "{\"messageContextInfo\":{},\"listMessage\":{\"title\":\"Sizes\"}}")) {
            InboundEvent.Echo echo =
                    (InboundEvent.Echo)
                            EvolutionFixture.news(
                                    "messages.upsert",
                                    EvolutionFixture.data(
                                            "5511999990000@s.whatsapp.net", true, content));
            assertFalse(echo.text().isBlank());
        }
        for (String content :
                List.of(
                        "{\"reactionMessage\":{\"text\":\"👍\"}}",
                        "{\"messageContextInfo\":{},\"protocolMessage\":{\"type\":0}}",
                        "{\"senderKeyDistributionMessage\":{}}")) {
            assertEquals(
                    InboundEvent.IgnoredEvent.class,
                    EvolutionFixture.news(
                                    "messages.upsert",
                                    EvolutionFixture.data(
                                            "5511999990000@s.whatsapp.net", true, content))
                            .getClass());
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
                    new InboundEvent.IgnoredEvent("x").getClass(),
                    EvolutionFixture.news("messages.update", data).getClass());
        }
    }

    @Test
    void editsAndDeletionsOfTheCustomerAreTold() {
        String key =
                "{\"remoteJid\":\"5511999990000@s.whatsapp.net\",\"fromMe\":%s,\"id\":\"3EB0\"}";
        String edit = "{\"key\":%s,\"editedMessage\":{\"conversation\":\"Two\"}}";
        assertEquals(
                "5511999990000/3EB0 Two; customer 5511999990000/3EB0 Two",
                EditOutline.of(
                        EvolutionFixture.news(
                                "messages.edited", edit.formatted(key.formatted(false)))));
        for (String wrapped :
                List.of(
                        "{\"message\":{\"conversation\":\"Two\"}}",
                        "{\"message\":{\"protocolMessage\":{\"type\":14,\"editedMessage\":{\"conversation\":\"Two\"}}}}")) {
            assertEquals(
                    "5511999990000/3EB0 Two; customer 5511999990000/3EB0 Two",
                    EditOutline.of(
                            EvolutionFixture.news(
                                    "messages.edited",
                                    "{\"key\":%s,\"editedMessage\":%s}"
                                            .formatted(key.formatted(false), wrapped))),
                    wrapped);
        }
        // whose it is shows only the phone's own number beside it
        for (String[] each :
                new String[][] {
                    {"5511988880000@s.whatsapp.net", "; staff 5511999990000/3EB0 Two"},
                    {"5511999990000:3@s.whatsapp.net", ""}
                }) {
            String told =
                    EvolutionFixture.event("messages.edited", edit.formatted(key.formatted(true)))
                            .replaceFirst(
                                    "\"sender\":\"[^\"]*\"", "\"sender\":\"" + each[0] + "\"");
            assertEquals(
                    "5511999990000/3EB0 Two" + each[1],
                    EditOutline.of(
                            EvolutionFixture.all(EvolutionFixture.request(told)).getFirst()));
        }
        assertEquals(
                new InboundEvent.MessageDeletion(
                        "shop", "5511999990000", "3EB0", ChangeSide.CUSTOMER, EvolutionFixture.NOW),
                EvolutionFixture.news("messages.delete", key.formatted(false)));
    }

    /// With its key as the customer's phone knows it: `fromMe`, in the chat with our number.
    @Test
    void aChangeIsToldInEveryShapeOfTheServer() {
        String theirs =
                "{\"remoteJid\":\"5511988880000@s.whatsapp.net\",\"fromMe\":true,\"id\":\"3EB0\"}";
        String edit =
                "\"key\":" + theirs + ",\"type\":%s,\"editedMessage\":{\"conversation\":\"Two\"}";
        for (String shape :
                List.of(
                        "{\"editedMessage\":{\"message\":{\"protocolMessage\":{%s}}}}",
                        "{\"messageContextInfo\":{},\"protocolMessage\":{%s}}",
                        "{\"ephemeralMessage\":{\"message\":{\"protocolMessage\":{%s}}}}")) {
            for (String type : List.of("14", "\"MESSAGE_EDIT\"")) {
                InboundEvent.MessageEdit edited =
                        (InboundEvent.MessageEdit)
                                EvolutionFixture.news(
                                        "messages.upsert",
                                        EvolutionFixture.data(
                                                shape.formatted(edit.formatted(type))));
                assertEquals(
                        "5511999990000/3EB0 Two; customer 5511999990000/3EB0 Two",
                        EditOutline.of(edited));
            }
        }
        InboundEvent.MessageEdit told =
                (InboundEvent.MessageEdit)
                        EvolutionFixture.news(
                                "messages.edited",
                                "{" + edit.formatted("14") + ",\"timestampMs\":\"1795255300000\"}");
        assertEquals("3EB0", told.id());
        assertEquals(Instant.ofEpochSecond(1_795_255_300), told.at());
        for (String type : List.of("", ",\"type\":0", ",\"type\":\"REVOKE\"")) {
            String revoked = "{\"key\":" + theirs + type + "}";
            assertDeleted("messages.edited", revoked);
            assertDeleted(
                    "messages.upsert",
                    EvolutionFixture.data("{\"protocolMessage\":" + revoked + "}"));
        }
        String revoked = "{\"key\":{\"id\":\"3EB0\"},\"type\":\"REVOKE\"}";
        assertDeleted("messages.edited", revoked);
        assertDeleted(
                "messages.upsert", EvolutionFixture.data("{\"protocolMessage\":" + revoked + "}"));
        assertDeleted("messages.delete", "{\"key\":{\"id\":\"3EB0\"}}");
        InboundEvent.MessageEdit nameless =
                (InboundEvent.MessageEdit)
                        EvolutionFixture.news(
                                "messages.upsert",
                                EvolutionFixture.data(
                                        "{\"protocolMessage\":{\"key\":{\"id\":\"3EB0\"},\"type\":14,\"editedMessage\":{\"conversation\":\"Two\"}}}"));
        assertEquals("3EB0", nameless.id());
        assertEquals("Two", nameless.content().text());
        assertEquals(
                Optional.empty(),
                ((InboundEvent.MessageEdit)
                                EvolutionFixture.news(
                                        "messages.edited",
                                        "{\"key\":{\"id\":\"3EB0\"},\"editedMessage\":{\"conversation\":\"Two\"}}"))
                        .whole());
        assertDeleted("messages.delete", theirs);
        assertDeleted("messages.delete", "{\"key\":" + theirs + ",\"status\":\"DELETED\"}");
        assertDeleted(
                "messages.update",
                "{\"keyId\":\"3EB0\",\"remoteJid\":\"5511999990000@s.whatsapp.net\",\"fromMe\":false,"
                    + "\"status\":\"DELETED\"}");
        assertDeleted(
                "messages.update", "{\"key\":" + theirs + ",\"update\":{\"messageStubType\":1}}");
        for (String other :
                List.of(
                        "{\"key\":" + theirs + ",\"type\":\"EPHEMERAL_SETTING\"}",
                        "{\"key\":" + theirs + ",\"type\":3,\"ephemeralExpiration\":86400}",
                        "{\"type\":\"APP_STATE_SYNC_KEY_SHARE\"}",
                        "{\"key\":{\"remoteJid\":\"1@g.us\",\"id\":\"1\"},\"type\":0}")) {
            assertEquals(
                    InboundEvent.IgnoredEvent.class,
                    EvolutionFixture.news("messages.edited", other).getClass());
        }
    }

    private static void assertDeleted(String event, String data) {
        assertEquals(
                "3EB0",
                ((InboundEvent.MessageDeletion) EvolutionFixture.news(event, data)).id(),
                data);
    }

    /// Only what the customer's app calls the chat with our number is of nobody we know.
    @Test
    void aChangeTellsWhoMadeIt() {
        String key =
                "{\"key\":{\"remoteJid\":\"%s@s.whatsapp.net\",\"fromMe\":%s,\"id\":\"3EB0\"},"
                        + "\"editedMessage\":{\"conversation\":\"Two\"}}";
        assertEquals(ChangeSide.CUSTOMER, by(key.formatted("5511999990000", "false")));
        assertEquals(ChangeSide.STAFF, by(key.formatted("5511999990000", "true")));
        assertEquals(ChangeSide.UNNAMED, by(key.formatted("5511988880000", "true")));
        assertEquals(
                ChangeSide.UNNAMED,
                by("{\"key\":{\"id\":\"3EB0\"},\"editedMessage\":{\"conversation\":\"Two\"}}"));
    }

    private static ChangeSide by(String data) {
        String told =
                EvolutionFixture.event("messages.edited", data)
                        .replaceFirst(
                                "\"sender\":\"[^\"]*\"",
                                "\"sender\":\"5511988880000@s.whatsapp.net\"");
        return ((InboundEvent.MessageEdit)
                        EvolutionFixture.all(EvolutionFixture.request(told)).getFirst())
                .by();
    }

    @Test
    void theConnectionIsTold() {
        assertEquals(
                new InboundEvent.ConnectionChange(
                        "shop", "close", Optional.of("401"), EvolutionFixture.NOW),
                EvolutionFixture.news(
                        "connection.update",
                        "{\"instance\":\"shop\",\"state\":\"close\",\"statusReason\":401}"));
    }
}
