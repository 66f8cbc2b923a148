package handcar.channel.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.EditOutline;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.PersonIds;
import handcar.channel.meta.MetaFixture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of messages, ours and theirs, and what people send from their phone.
final class WhatsAppEventsTest {
    private static final Instant WRITTEN = Instant.ofEpochSecond(1_749_416_383);
    private static final Instant TOLD = Instant.ofEpochSecond(1_750_030_073);

    private static InboundEvent one(String body) {
        List<InboundEvent> news =
                new WhatsAppWebhook()
                        .read(
                                MetaFixture.signed(body, WhatsAppFixture.SECRET),
                                WhatsAppFixture.account());
        assertEquals(1, news.size(), body);
        return news.getFirst();
    }

    @Test
    void anEditAndARevocationNameTheMessageTheyMean() {
        String name = WhatsAppFixture.CUSTOMER + "/wamid.7 two, please";
        assertEquals(
                name + "; customer " + name,
                EditOutline.of(
                        one(
                                WhatsAppFixture.message(
                                        Map.of(
                                                "type",
                                                "edit",
                                                "edit",
                                                Map.of(
                                                        "original_message_id",
                                                        "wamid.7",
                                                        "message",
                                                        Map.of(
                                                                "type",
                                                                "text",
                                                                "text",
                                                                Map.of(
                                                                        "body",
                                                                        "two, please"))))))));
        assertEquals(
                new MessageDeletion(
                        WhatsAppFixture.NUMBER,
                        WhatsAppFixture.CUSTOMER,
                        "wamid.7",
                        ChangeSide.CUSTOMER,
                        WRITTEN),
                one(
                        WhatsAppFixture.message(
                                Map.of(
                                        "type",
                                        "revoke",
                                        "revoke",
                                        Map.of("original_message_id", "wamid.7")))));
    }

    @Test
    void aChangedNumberIsToldUnderEitherName() {
        for (Map<String, Object> news :
                List.<Map<String, Object>>of(
                        Map.of("type", "user_changed_number", "wa_id", "491700000001"),
                        Map.of("type", "customer_changed_number", "new_wa_id", "+491700000001"),
                        Map.of("type", "customer_changed_number", "wa_id", "491700000001"))) {
            InboundEvent.NumberChange change =
                    (InboundEvent.NumberChange)
                            one(WhatsAppFixture.message(Map.of("type", "system", "system", news)));
            assertEquals(Optional.of(WhatsAppFixture.CUSTOMER), change.from().number());
            assertEquals(Optional.of("491700000001"), change.to().number());
        }
    }

    @Test
    void aChangedIdIsToldInEitherShape() {
        Map<String, Object> news =
                Map.of(
                        "type", "user_changed_user_id",
                        "user_id", "US.2",
                        "previous_user_id", "US.1");
        Map<String, Object> passedOn =
                Map.of(
                        "metadata", Map.of("phone_number_id", "555"),
                        "user_id_update",
                                List.of(
                                        Map.of(
                                                "wa_id",
                                                WhatsAppFixture.CUSTOMER,
                                                "user_id",
                                                Map.of("previous", "US.1", "current", "US.2"))));
        for (String webhook :
                List.of(
                        WhatsAppFixture.message(Map.of("type", "system", "system", news)),
                        WhatsAppFixture.change("user_id_update", passedOn))) {
            InboundEvent.NumberChange change = (InboundEvent.NumberChange) one(webhook);
            assertEquals(Optional.of("US.1"), change.from().lasting());
            assertEquals(Optional.of(WhatsAppFixture.CUSTOMER), change.from().number());
            assertEquals(Optional.of("US.2"), change.to().lasting());
        }
    }

    @Test
    void aStatusTellsWhatBecameOfAMessageUnderBothItsNames() {
        UUID ours = UUID.randomUUID();
        Map<String, Receipt.State> states =
                Map.of(
                        "sent", Receipt.State.SENT,
                        "delivered", Receipt.State.DELIVERED,
                        "read", Receipt.State.READ);
        states.forEach(
                (word, state) ->
                        assertEquals(
                                new Receipt(
                                        WhatsAppFixture.NUMBER,
                                        Optional.of(WhatsAppFixture.MESSAGE),
                                        Optional.of(ours),
                                        state,
                                        Optional.empty(),
                                        TOLD),
                                one(
                                        WhatsAppFixture.status(
                                                Map.of(
                                                        "status",
                                                        word,
                                                        "biz_opaque_callback_data",
                                                        ours.toString())))));
        assertEquals(
                Optional.empty(),
                ((Receipt)
                                one(
                                        WhatsAppFixture.status(
                                                Map.of(
                                                        "status", "sent",
                                                        "biz_opaque_callback_data", "crm-7"))))
                        .delivery());
    }

    @Test
    void aFailedStatusSaysWhy() {
        Receipt receipt =
                assertInstanceOf(
                        Receipt.class,
                        one(
                                WhatsAppFixture.status(
                                        Map.of(
                                                "status",
                                                "failed",
                                                "errors",
                                                List.of(
                                                        Map.of(
                                                                "code",
                                                                131_049,
                                                                "title",
                                                                "Not delivered",
                                                                "error_data",
                                                                Map.of(
                                                                        "details",
                                                                        "healthy ecosystem")))))));
        assertEquals(Receipt.State.FAILED, receipt.state());
        assertEquals(Optional.of("healthy ecosystem (131049)"), receipt.error());
    }

    @Test
    void whatAPersonSendsFromTheirPhoneIsAnEcho() {
        Map<String, Object> echo =
                Map.of(
                        "from", "15550783881",
                        "to", WhatsAppFixture.CUSTOMER,
                        "id", "wamid.9",
                        "timestamp", "1739321024",
                        "type", "text",
                        "text", Map.of("body", "Here's the info you requested!"));
        assertEquals(
                new Echo(
                        WhatsAppFixture.NUMBER,
                        WhatsAppFixture.CUSTOMER,
                        new InboundEvent.Sender(
                                WhatsAppFixture.CUSTOMER,
                                new PersonIds(
                                        Optional.empty(), Optional.of(WhatsAppFixture.CUSTOMER)),
                                Optional.empty(),
                                Optional.of("+" + WhatsAppFixture.CUSTOMER),
                                Optional.empty(),
                                Map.of()),
                        "wamid.9",
                        Instant.ofEpochSecond(1_739_321_024),
                        "Here's the info you requested!",
                        List.of(),
                        Map.of("to", WhatsAppFixture.CUSTOMER),
                        Optional.empty(),
                        false),
                one(
                        WhatsAppFixture.change(
                                "smb_message_echoes", Map.of("message_echoes", List.of(echo)))));
    }

    @Test
    void anEchoToSomebodyWithAUserIdBelongsToTheirThread() {
        Map<String, Object> nested =
                Map.of(
                        "id",
                        "wamid.9",
                        "timestamp",
                        "1786647759",
                        "message",
                        Map.of(
                                "to",
                                WhatsAppFixture.CUSTOMER,
                                "recipient",
                                WhatsAppFixture.USER_ID,
                                "type",
                                "text",
                                "text",
                                Map.of("body", "one moment")));
        Echo echo =
                assertInstanceOf(
                        Echo.class,
                        one(
                                WhatsAppFixture.change(
                                        "message_echoes",
                                        Map.of("message_echoes", List.of(nested)))));
        assertEquals(WhatsAppFixture.USER_ID, echo.thread());
        assertEquals("one moment", echo.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsupported", "poll_creation", "ephemeral"})
    void aPersonsMessageOfATypeThatIsNotReadIsAnEchoToo(String type) {
        Map<String, Object> sent =
                Map.of("to", WhatsAppFixture.CUSTOMER, "id", "wamid.9", "type", type);
        Echo echo =
                assertInstanceOf(
                        Echo.class,
                        one(
                                WhatsAppFixture.change(
                                        "smb_message_echoes",
                                        Map.of("message_echoes", List.of(sent)))));
        assertEquals(
                "[sent something this channel cannot show"
                        + (type.equals("unsupported") ? "]" : ": " + type + "]"),
                echo.text());
    }

    /// Two people would become one.
    @Test
    void aSingleContactWithOtherIdsIsNotTheSenders() {
        for (Map<String, ?> other :
                List.of(
                        Map.of("wa_id", "200", "user_id", "US.2"),
                        Map.of("wa_id", "+200", "profile", Map.of("name", "Eve")))) {
            String webhook =
                    WhatsAppFixture.change(
                            "messages",
                            Map.of(
                                    "contacts",
                                    List.of(other),
                                    "messages",
                                    List.of(
                                            Map.of(
                                                    "from", "100",
                                                    "id", "wamid.1",
                                                    "type", "text",
                                                    "text", Map.of("body", "hi")))));
            InboundEvent.CustomerMessage said =
                    assertInstanceOf(InboundEvent.CustomerMessage.class, one(webhook));
            assertEquals(new PersonIds(Optional.empty(), Optional.of("100")), said.from().ids());
            assertEquals(Optional.empty(), said.from().name());
        }
    }
}
