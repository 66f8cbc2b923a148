package handcar.channel.evolution;

import module java.base;

import handcar.json.JsonView;

/// Payments in words: `request for a payment: 12.50 BRL`. What became of one stands around its message.
/// <https://github.com/WhiskeySockets/Baileys/blob/master/WAProto/WAProto.proto>
final class EvolutionPayment {
    /// Buttons of orders and payments, whose parameters are JSON in a text.
    private static final Set<String> BUTTONS =
            Set.of(
                    "review_and_pay",
                    "review_order",
                    "payment_info",
                    "payment_status",
                    "payment_method");

    /// The states by their numbers.
    private static final List<String> STATES =
            List.of(
                    "unknown status",
                    "processing",
                    "sent",
                    "need to accept",
                    "complete",
                    "could not complete",
                    "refunded",
                    "expired",
                    "rejected",
                    "cancelled",
                    "waiting for payer",
                    "waiting");

    private EvolutionPayment() {}

    /// What the sender wrote to a payment.
    static Optional<String> note(JsonView message) {
        return Stream.of("requestPaymentMessage", "sendPaymentMessage")
                .map(type -> message.at(type).at("noteMessage"))
                .flatMap(
                        note ->
                                note
                                        .at("extendedTextMessage")
                                        .text("text")
                                        .or(() -> note.text("conversation"))
                                        .stream())
                .findFirst()
                .or(() -> message.at("invoiceMessage").text("note"));
    }

    /// Empty when the message is about no payment.
    ///
    /// @param data what stands around the message
    static Optional<String> told(JsonView message, JsonView data) {
        JsonView around = data.at("paymentInfo");
        return Stream.of(
                        kind(message, "sendPaymentMessage", "payment", around),
                        kind(message, "requestPaymentMessage", "request for a payment", around),
                        kind(
                                message,
                                "paymentInviteMessage",
                                "invitation to pay by WhatsApp",
                                around),
                        kind(
                                message,
                                "declinePaymentRequestMessage",
                                "declined a request for a payment",
                                around),
                        kind(
                                message,
                                "cancelPaymentRequestMessage",
                                "took back a request for a payment",
                                around),
                        kind(message, "invoiceMessage", "invoice", around),
                        button(message),
                        Optional.of(around)
                                .filter(JsonView::isPresent)
                                .map(info -> "payment" + facts(info)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> kind(
            JsonView message, String type, String what, JsonView around) {
        JsonView payment = message.at(type);
        return payment.isPresent() ? Optional.of(what + facts(payment, around)) : Optional.empty();
    }

    private static Optional<String> button(JsonView message) {
        return message.at("interactiveMessage")
                .at("nativeFlowMessage")
                .at("buttons")
                .each()
                .filter(button -> button.text("name").filter(BUTTONS::contains).isPresent())
                .findFirst()
                .flatMap(button -> button.text("buttonParamsJson"))
                .map(json -> JsonView.lenient(json.getBytes(StandardCharsets.UTF_8)))
                .map(order -> "payment" + facts(order, order.at("order")));
    }

    /// The first of each fact: the amount with its currency, the state, a name for it.
    private static String facts(JsonView... places) {
        String all =
                Stream.<Function<JsonView, Optional<String>>>of(
                                EvolutionPayment::amount,
                                place -> state(place, "status"),
                                place -> state(place, "txnStatus"),
                                place -> place.text("payment_status"),
                                place -> place.text("reference_id"))
                        .flatMap(
                                fact ->
                                        Stream.of(places)
                                                .flatMap(place -> fact.apply(place).stream())
                                                .limit(1))
                        .distinct()
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : ": " + all;
    }

    private static Optional<String> amount(JsonView payment) {
        Optional<String> currency =
                Stream.of("currencyCodeIso4217", "currency", "currencyCode")
                        .flatMap(field -> payment.text(field).stream())
                        .findFirst();
        Optional<String> thousandths =
                payment.number("amount1000").isPresent()
                        ? EvolutionTold.price(payment.number("amount1000"), currency)
                        : Optional.empty();
        return thousandths.or(
                () ->
                        Stream.of("amount", "primaryAmount", "total_amount")
                                .map(payment::at)
                                .flatMap(money -> parts(money, currency).stream())
                                .findFirst());
    }

    /// A whole number of parts of a currency: a hundred of them is one when the offset is 100.
    private static Optional<String> parts(JsonView money, Optional<String> currency) {
        long offset = money.whole("offset").filter(parts -> parts > 0).orElse(100L);
        return money.whole("value")
                .flatMap(
                        value ->
                                EvolutionTold.price(
                                        OptionalLong.of(value * 1_000 / offset),
                                        money.text("currencyCode").or(() -> currency)));
    }

    private static Optional<String> state(JsonView payment, String field) {
        return payment.text(field)
                .map(name -> name.toLowerCase(Locale.ROOT).replace('_', ' '))
                .or(
                        () ->
                                payment.whole(field)
                                        .filter(_ -> field.equals("status"))
                                        .filter(number -> number >= 0 && number < STATES.size())
                                        .map(number -> STATES.get(number.intValue())));
    }
}
