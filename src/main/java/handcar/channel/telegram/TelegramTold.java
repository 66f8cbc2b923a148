package handcar.channel.telegram;

import module java.base;

import handcar.channel.MessageContent;
import handcar.json.JsonView;

/// Tells in words what a message without words of the customer holds: `poll: Which day do you deliver? (Mon, Tue)`.
final class TelegramTold {
    private TelegramTold() {}

    /// Empty for a type that is not known.
    static Optional<String> of(JsonView message) {
        return message.fields().keySet().stream()
                .sorted()
                .flatMap(type -> of(type, message.at(type)).stream())
                .findFirst();
    }

    /// What was paid, and for what.
    static Optional<MessageContent> payment(JsonView message) {
        return Optional.of(message.at("successful_payment"))
                .filter(JsonView::isPresent)
                .map(paid -> MessageContent.received("payment", paid(paid), Optional.empty()));
    }

    private static Optional<String> of(String type, JsonView content) {
        return switch (type) {
            case "poll" -> Optional.of("poll: " + list(content, "question", "options"));
            case "checklist" -> Optional.of("checklist: " + list(content, "title", "tasks"));
            case "checklist_tasks_done", "checklist_tasks_added" ->
                    Optional.of("changed a checklist");
            case "dice" ->
                    Optional.of(
                            content.text("emoji").orElse("dice")
                                    + content.whole("value").map(value -> ": " + value).orElse(""));
            case "game" ->
                    Optional.of("game: " + MessageContent.told(Stream.of(content.text("title"))));
            case "story" -> Optional.of(story(content));
            case "paid_media" ->
                    Optional.of(
                            "paid media: "
                                    + MessageContent.told(
                                            Stream.of(
                                                    content.whole("star_count")
                                                            .map(count -> count + " stars"))));
            case "refunded_payment" -> Optional.of("refund: " + paid(content));
            case "invoice" -> Optional.of("invoice: " + invoice(content));
            case "users_shared", "user_shared" -> Optional.of("shared people: " + shared(content));
            case "chat_shared" ->
                    Optional.of(
                            "shared a chat: "
                                    + MessageContent.told(
                                            Stream.of(content.text("title"), name(content))));
            case "gift", "unique_gift" -> Optional.of("gift");
            case "giveaway" ->
                    Optional.of(
                            "giveaway: "
                                    + MessageContent.told(
                                            Stream.of(
                                                    content.text("prize_description"),
                                                    content.whole("winner_count")
                                                            .map(count -> count + " winners"))));
            case "giveaway_winners", "giveaway_completed" ->
                    Optional.of(
                            "end of a giveaway: "
                                    + MessageContent.told(
                                            Stream.of(
                                                    content.text("prize_description"),
                                                    content.whole("winner_count")
                                                            .map(count -> count + " winners"))));
            default -> Optional.empty();
        };
    }

    /// `Which day do you deliver? (Mon, Tue)`
    private static String list(JsonView content, String title, String elements) {
        String all =
                content.at(elements)
                        .each()
                        .flatMap(
                                each ->
                                        each
                                                .text("text")
                                                .map(text -> isDone(each) ? "✓ " + text : text)
                                                .stream())
                        .collect(Collectors.joining(", "));
        return MessageContent.told(Stream.of(content.text(title)))
                + (all.isEmpty() ? "" : " (" + all + ")");
    }

    private static boolean isDone(JsonView task) {
        return task.number("completion_date").orElse(0) > 0;
    }

    private static String story(JsonView story) {
        Optional<String> link =
                story.at("chat")
                        .text("username")
                        .flatMap(
                                chat ->
                                        story.whole("id")
                                                .map(id -> "https://t.me/" + chat + "/s/" + id));
        return "story" + link.map(url -> ": " + url).orElse("");
    }

    private static String paid(JsonView payment) {
        JsonView order = payment.at("order_info");
        JsonView address = order.at("shipping_address");
        return MessageContent.told(
                Stream.of(
                        amount(payment),
                        payment.text("invoice_payload"),
                        order.text("name"),
                        order.text("phone_number"),
                        order.text("email"),
                        address.text("street_line1"),
                        address.text("street_line2"),
                        address.text("post_code"),
                        address.text("city"),
                        address.text("state"),
                        address.text("country_code")));
    }

    private static String invoice(JsonView invoice) {
        return MessageContent.told(
                Stream.of(invoice.text("title"), amount(invoice), invoice.text("description")));
    }

    /// The amount is in the smallest unit of the currency. <https://core.telegram.org/bots/payments/currencies.json>
    private static Optional<String> amount(JsonView payment) {
        String code = payment.text("currency").orElse("");
        int digits =
                Currency.getAvailableCurrencies().stream()
                        .filter(currency -> currency.getCurrencyCode().equals(code))
                        .map(Currency::getDefaultFractionDigits)
                        .filter(count -> count >= 0)
                        .findFirst()
                        .orElse(0);
        return payment.whole("total_amount")
                .map(
                        amount ->
                                BigDecimal.valueOf(amount, digits).toPlainString()
                                        + " "
                                        + (code.equals("XTR") ? "stars" : code));
    }

    private static String shared(JsonView shared) {
        return shared.at("users")
                .each()
                .map(
                        user ->
                                MessageContent.told(
                                        Stream.of(TelegramPayload.fullName(user), name(user))))
                .collect(Collectors.joining("; "));
    }

    private static Optional<String> name(JsonView chat) {
        return chat.text("username").map("@"::concat);
    }
}
