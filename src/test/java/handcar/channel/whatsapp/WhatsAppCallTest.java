package handcar.channel.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.meta.MetaFixture;
import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;

/// Calls and payments: what customers do there besides writing.
final class WhatsAppCallTest {
    private static InboundEvent one(String body) {
        return new WhatsAppWebhook()
                .read(MetaFixture.signed(body, WhatsAppFixture.SECRET), WhatsAppFixture.account())
                .getFirst();
    }

    @Test
    void aCallIsToldWhenItHasEndedAndOneThatNobodyTookWaits() {
        Map<String, Object> call =
                Map.of(
                        "id",
                        "wacid.1",
                        "from",
                        WhatsAppFixture.CUSTOMER,
                        "direction",
                        "USER_INITIATED",
                        "event",
                        "terminate",
                        "status",
                        "FAILED");
        InboundEvent.CustomerMessage missed = (InboundEvent.CustomerMessage) called(call);
        assertEquals("[missed call: FAILED]", missed.text());
        assertEquals(Optional.of(UnansweredReason.NO_TEXT), missed.details().unanswered());
        Map<String, Object> taken = new HashMap<>(call);
        taken.putAll(Map.of("status", "COMPLETED", "duration", 30));
        InboundEvent.CustomerMessage talk = (InboundEvent.CustomerMessage) called(taken);
        assertEquals("[call: COMPLETED, 30 s]", talk.text());
        assertEquals(Optional.of(UnansweredReason.AUTOMATIC), talk.details().unanswered());
        for (Map<String, Object> other :
                List.<Map<String, Object>>of(
                        Map.of("event", "connect"), Map.of("direction", "BUSINESS_INITIATED"))) {
            taken.putAll(other);
            assertEquals(InboundEvent.IgnoredEvent.class, called(taken).getClass());
        }
    }

    private static InboundEvent called(Map<String, Object> call) {
        return one(
                WhatsAppFixture.change(
                        "calls",
                        Map.of(
                                "metadata",
                                Map.of("phone_number_id", WhatsAppFixture.NUMBER),
                                "calls",
                                List.of(call))));
    }

    @Test
    void aPaymentIsToldToStaff() {
        InboundEvent.StaffNotice told =
                (InboundEvent.StaffNotice)
                        one(
                                WhatsAppFixture.change(
                                        "messages",
                                        Map.of(
                                                "metadata",
                                                Map.of("phone_number_id", WhatsAppFixture.NUMBER),
                                                "statuses",
                                                List.of(
                                                        Map.of(
                                                                "id",
                                                                "wamid.9",
                                                                "type",
                                                                "payment",
                                                                "status",
                                                                "failed",
                                                                "recipient_id",
                                                                WhatsAppFixture.CUSTOMER,
                                                                "payment",
                                                                Map.of(
                                                                        "reference_id",
                                                                        "order-7",
                                                                        "amount",
                                                                        Map.of(
                                                                                "value", 1250,
                                                                                "offset", 100),
                                                                        "currency",
                                                                        "INR"))))));
        assertEquals("Payment: order-7, 12.50 INR, failed.", told.notice());
        assertEquals(WhatsAppFixture.CUSTOMER, told.thread());
    }
}
