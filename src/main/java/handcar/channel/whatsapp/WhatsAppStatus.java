package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.EventTime;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.StaffNotice;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.http.PathParams;
import handcar.json.JsonView;

/// What became of a message of ours, or of a payment.
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status>
///
/// @param value the change that it stands in
/// @param account our phone number's id
/// @param now when the webhook came
record WhatsAppStatus(JsonView status, JsonView value, String account, Instant now) {
    /// All of a change, in their order.
    static Stream<InboundEvent> all(JsonView value, Instant now) {
        String account = value.at("metadata").text("phone_number_id").orElse("");
        return value.at("statuses")
                .each()
                .flatMap(
                        status ->
                                WhatsAppUser.shown(
                                        account,
                                        WhatsAppUser.recipient(status, value.at("contacts")),
                                        new WhatsAppStatus(status, value, account, now).read()));
    }

    private InboundEvent read() {
        if (status.at("payment").isPresent()) {
            return payment();
        }
        Optional<Receipt.State> state =
                switch (status.text("status").orElse("")) {
                    case "sent" -> Optional.of(Receipt.State.SENT);
                    case "delivered" -> Optional.of(Receipt.State.DELIVERED);
                    case "read", "played" -> Optional.of(Receipt.State.READ);
                    case "failed" -> Optional.of(Receipt.State.FAILED);
                    default -> Optional.empty();
                };
        if (state.isEmpty() || status.text("id").isEmpty()) {
            return new UnknownEvent(
                    WhatsAppPayload.typed("status/", status.text("status").orElse("")));
        }
        return new Receipt(
                account,
                status.text("id"),
                status.text("biz_opaque_callback_data").flatMap(PathParams::findUuid),
                state.get(),
                status.at("errors").each().findFirst().map(WhatsAppStatus::reason),
                at());
    }

    /// What became of the customer's payment. <https://developers.facebook.com/docs/whatsapp/cloud-api/payments-api/payments-in/pg#receive-webhook-about-transaction-status>
    private InboundEvent payment() {
        return WhatsAppUser.recipient(status, value.at("contacts"))
                .<InboundEvent>map(
                        payer ->
                                new StaffNotice(
                                        account,
                                        payer.id(),
                                        "Payment: " + WhatsAppPayment.told(status) + ".",
                                        at()))
                .orElseGet(() -> new UnknownEvent("payment without payer"));
    }

    private static String reason(JsonView error) {
        String code =
                error.number("code").isPresent() ? " (" + error.number("code").orElse(0) + ")" : "";
        return error.at("error_data")
                        .text("details")
                        .or(() -> error.text("message"))
                        .or(() -> error.text("title"))
                        .orElse("failed")
                + code;
    }

    private Instant at() {
        return EventTime.ofSeconds(status.number("timestamp"), now);
    }
}
