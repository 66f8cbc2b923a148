package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.MessageContent;
import handcar.json.JsonView;

/// Payments in words: `order-7, 12.50 INR, captured`.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/payments-api/payments-in/overview>
final class WhatsAppPayment {
    private WhatsAppPayment() {}

    /// What a status tells of a payment.
    static String told(JsonView status) {
        JsonView payment = status.at("payment");
        JsonView transaction = payment.at("transaction");
        return MessageContent.told(
                Stream.of(
                        payment.text("reference_id"),
                        amount(payment.at("amount"), payment.text("currency"))
                                .or(
                                        () ->
                                                amount(
                                                        transaction.at("amount"),
                                                        transaction.text("currency"))),
                        status.text("status"),
                        transaction
                                .text("status")
                                .filter(it -> !it.equals(status.text("status").orElse(""))),
                        transaction.at("error").text("reason")));
    }

    /// What a message of ours asks to be paid, or tells of an order: `order_details`, `order_status`.
    static Optional<String> asked(JsonView interactive) {
        JsonView parameters = interactive.at("action").at("parameters");
        JsonView order = parameters.at("order");
        boolean isKnown = parameters.text("reference_id").isPresent() || order.isPresent();
        return Optional.of(parameters)
                .filter(_ -> isKnown)
                .map(
                        _ ->
                                MessageContent.told(
                                        Stream.of(
                                                parameters.text("reference_id"),
                                                amount(
                                                        parameters.at("total_amount"),
                                                        parameters.text("currency")),
                                                parameters.text("payment_status"),
                                                order.text("status"),
                                                order.text("description"))));
    }

    /// Amounts are whole numbers of parts of a currency: a hundred of them is one when the offset is 100.
    private static Optional<String> amount(JsonView amount, Optional<String> currency) {
        long parts = amount.whole("offset").filter(offset -> offset > 0).orElse(100L);
        return amount.whole("value")
                .map(
                        value ->
                                BigDecimal.valueOf(value)
                                                .divide(
                                                        BigDecimal.valueOf(parts),
                                                        2,
                                                        RoundingMode.HALF_UP)
                                                .toPlainString()
                                        + currency.map(" "::concat).orElse(""));
    }
}
