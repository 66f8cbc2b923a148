package handcar.channel.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.PersonIds;
import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who wrote, in every spelling of their address, and messages of which not a word arrived.
final class EvolutionEmptyTest {
    private static final String HELLO = "{\"conversation\":\"Hello\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5511999990000@c.us",
                "5511999990000:7@c.us",
                "5511999990000@hosted",
            })
    void anotherSpellingOfANumberIsTheSamePerson(String jid) {
        InboundEvent.CustomerMessage said =
                (InboundEvent.CustomerMessage)
                        EvolutionFixture.news(
                                "messages.upsert", EvolutionFixture.data(jid, false, HELLO));
        assertEquals(
                new PersonIds(Optional.empty(), Optional.of("5511999990000")), said.from().ids());
        assertEquals("5511999990000", said.thread());
    }

    @ParameterizedTest
    @ValueSource(strings = {"88@lid", "88:4@lid", "88@hosted.lid"})
    void anotherSpellingOfAHiddenNumberIsTheSamePerson(String jid) {
        assertEquals(
                Optional.of("88@lid"),
                ((InboundEvent.CustomerMessage)
                                EvolutionFixture.news(
                                        "messages.upsert",
                                        EvolutionFixture.data(jid, false, HELLO)))
                        .from()
                        .ids()
                        .lasting());
    }

    /// A customer's is shown to staff, and one of ours is a person's word all the same.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "7",
                "{\"conversation\":{}}",
                "{\"conversation\":\"\"}",
                "{\"imageMessage\":{}}",
                "{\"messageContextInfo\":{}}"
            })
    void aMessageWithoutContentIsAMessage(String content) {
        InboundEvent.CustomerMessage said =
                (InboundEvent.CustomerMessage)
                        EvolutionFixture.news("messages.upsert", EvolutionFixture.data(content));
        assertTrue(said.text().contains("cannot show: an empty message"), said.text());
        assertEquals(Optional.of(UnansweredReason.NO_TEXT), said.details().unanswered());
        InboundEvent.Echo echo =
                (InboundEvent.Echo)
                        EvolutionFixture.news(
                                "messages.upsert",
                                EvolutionFixture.data(
                                        "5511999990000@s.whatsapp.net", true, content));
        assertTrue(echo.text().contains("an empty message"), echo.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"requestPaymentMessage\":{\"amount1000\":\"12500\",\"currencyCodeIso4217\":\"BRL\"}}|[request"
                    + " for a payment: 12.50 BRL, complete]",
                "{\"requestPaymentMessage\":{\"amount\":{\"value\":900,\"offset\":100,\"currencyCode\":\"INR\"}}}|[request"
                    + " for a payment: 9.00 INR, complete]",
                "{\"sendPaymentMessage\":{\"requestMessageKey\":{\"id\":\"1\"}}}|[payment: 7.00"
                        + " INR, complete]",
                "{\"declinePaymentRequestMessage\":{\"key\":{\"id\":\"1\"}}}"
                        + "|[declined a request for a payment: 7.00 INR, complete]",
                "null|[payment: 7.00 INR, complete]"
            })
    void paymentsAreToldWithAmountCurrencyAndState(String message, String told) {
        String data =
                EvolutionFixture.data(message)
                        .replaceFirst(
                                "\\{",
                                "{\"paymentInfo\":{\"currency\":\"INR\",\"amount1000\":7000,\"status\":4},");
        InboundEvent.CustomerMessage said =
                (InboundEvent.CustomerMessage) EvolutionFixture.news("messages.upsert", data);
        assertEquals(told, said.text());
        assertEquals(Optional.of(UnansweredReason.NO_TEXT), said.details().unanswered());
    }

    @Test
    void theAmountStandsBesideTheWordsThatGoWithAPayment() {
        InboundEvent.CustomerMessage said =
                (InboundEvent.CustomerMessage)
                        EvolutionFixture.news(
                                "messages.upsert",
                                EvolutionFixture.data(
                                        """
                                        {"requestPaymentMessage":{"amount1000":5000,"currencyCodeIso4217":"BRL",
                                        "noteMessage":{"extendedTextMessage":{"text":"for the lamp"}}}}\
                                        """));
        assertEquals("for the lamp", said.text());
        assertEquals(
                Optional.of("request for a payment: 5.00 BRL"),
                said.attachments().getFirst().caption());
    }
}
