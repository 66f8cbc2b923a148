package handcar.channel.evolution;

import module java.base;

import handcar.channel.MessageContent;
import handcar.json.JsonView;

/// Tells in words what a message without words of the sender holds: `poll: When do you deliver? (Mon, Tue)`.
final class EvolutionTold {
    private EvolutionTold() {}

    /// Empty for a type that is not known.
    static Optional<String> of(JsonView message) {
        return message.fields().keySet().stream()
                .sorted()
                .flatMap(type -> of(type, message.at(type)).stream())
                .findFirst();
    }

    private static Optional<String> of(String type, JsonView content) {
        return switch (type.replaceFirst("V\\d+$", "")) {
            case "pollCreationMessage" -> Optional.of("poll: " + poll(content));
            case "pollUpdateMessage" -> Optional.of(vote(content));
            case "pollResultSnapshotMessage" -> Optional.of("result of a poll: " + poll(content));
            case "eventMessage" -> Optional.of("event: " + event(content));
            case "encEventResponseMessage" -> Optional.of("answer to an event");
            case "groupInviteMessage" ->
                    Optional.of(
                            "invitation to a group: "
                                    + MessageContent.told(
                                            Stream.of(
                                                    content.text("groupName"),
                                                    content.text("caption"))));
            case "newsletterAdminInviteMessage", "newsletterFollowerInviteMessage" ->
                    Optional.of(
                            "invitation to a channel: "
                                    + MessageContent.told(
                                            Stream.of(
                                                    content.text("newsletterName"),
                                                    content.text("caption"))));
            case "productMessage" -> Optional.of("product: " + product(content));
            case "buttonsResponseMessage" -> chosen("button", content.text("selectedButtonId"));
            case "templateButtonReplyMessage" -> chosen("button", content.text("selectedId"));
            case "listResponseMessage" ->
                    chosen("choice", content.at("singleSelectReply").text("selectedRowId"));
            case "interactiveResponseMessage" ->
                    EvolutionReply.id(content).isPresent()
                            ? chosen("choice", EvolutionReply.id(content))
                            : EvolutionReply.body(content).map("form: "::concat);
            case "albumMessage" -> Optional.of("album: " + album(content));
            case "stickerPackMessage" ->
                    Optional.of(
                            "sticker pack: "
                                    + MessageContent.told(Stream.of(content.text("name"))));
            case "scheduledCallCreationMessage" ->
                    Optional.of(
                            "call at "
                                    + MessageContent.told(
                                            Stream.of(
                                                    time(content.at("scheduledTimestampMs"), 1),
                                                    content.text("title"))));
            case "placeholderMessage" -> Optional.of("a message that only their phone can show");
            default -> Optional.empty();
        };
    }

    private static String poll(JsonView poll) {
        String options =
                Stream.of("options", "pollVotes")
                        .flatMap(field -> poll.at(field).each())
                        .flatMap(option -> option.text("optionName").stream())
                        .collect(Collectors.joining(", "));
        return MessageContent.told(Stream.of(poll.text("name")))
                + (options.isEmpty() ? "" : " (" + options + ")");
    }

    /// The choices are readable when the server knows the poll.
    private static String vote(JsonView update) {
        String choices =
                update.at("vote")
                        .at("selectedOptions")
                        .each()
                        .flatMap(choice -> choice.text().stream())
                        .collect(Collectors.joining(", "));
        return "vote in a poll" + (choices.isEmpty() ? "" : ": " + choices);
    }

    private static String event(JsonView event) {
        return MessageContent.told(
                Stream.of(
                        event.text("name"),
                        time(event.at("startTime"), 1_000),
                        event.at("location").text("name"),
                        event.text("description"),
                        event.text("joinLink")));
    }

    /// `881: 2 items, 12.50 EUR, I want these`
    static String order(JsonView order) {
        return MessageContent.told(
                Stream.of(
                        order.text("orderId"),
                        order.whole("itemCount")
                                .map(count -> count + (count == 1 ? " item" : " items")),
                        price(order.number("totalAmount1000"), order.text("totalCurrencyCode")),
                        order.text("orderTitle")));
    }

    /// `Tessel lamp, 19.00 EUR, https://shop.example/tessel`
    static String product(JsonView message) {
        JsonView product = message.at("product");
        return MessageContent.told(
                Stream.of(
                        product.text("title"),
                        price(product.number("priceAmount1000"), product.text("currencyCode")),
                        product.text("description"),
                        product.text("retailerId"),
                        product.text("url")));
    }

    private static String album(JsonView album) {
        return MessageContent.told(
                Stream.of(
                        album.whole("expectedImageCount").map(count -> count + " pictures"),
                        album.whole("expectedVideoCount").map(count -> count + " videos")));
    }

    private static Optional<String> chosen(String what, Optional<String> id) {
        return id.map(name -> what + ": " + name);
    }

    /// Thousandths of a currency.
    static Optional<String> price(OptionalLong thousandths, Optional<String> currency) {
        return thousandths.isEmpty()
                ? currency
                : Optional.of(
                        BigDecimal.valueOf(thousandths.getAsLong(), 3)
                                        .setScale(2, RoundingMode.HALF_UP)
                                        .toPlainString()
                                + currency.map(code -> " " + code).orElse(""));
    }

    /// In the customer's zone nobody knows, so in UTC.
    private static Optional<String> time(JsonView at, long millis) {
        OptionalLong number = at.number().isPresent() ? at.number() : at.number("low");
        return number.isEmpty() || number.getAsLong() <= 0
                ? Optional.empty()
                : Optional.of(
                        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                                .withZone(ZoneOffset.UTC)
                                .format(
                                        Instant.ofEpochMilli(
                                                Math.min(number.getAsLong(), 1L << 43) * millis)));
    }
}
