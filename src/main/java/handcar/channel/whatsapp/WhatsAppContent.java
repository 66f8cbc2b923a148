package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.json.JsonView;

/// The content of a message, inbound or outbound.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples>
record WhatsAppContent(String text, List<Attachment> attachments) {

    /// Empty for a type that this version does not know.
    static Optional<WhatsAppContent> of(JsonView message, String type) {
        JsonView part = message.at(type);
        return switch (type) {
            case "text" -> Optional.of(textOnly(part.text("body")));
            case "button" -> Optional.of(textOnly(part.text("text")));
            case "interactive" -> Optional.of(textOnly(selection(part)));
            case "image", "audio", "video", "sticker" -> Optional.of(media(type, part));
            case "document" -> Optional.of(media("file", part));
            case "location" -> Optional.of(location(part));
            case "contacts" -> Optional.of(contacts(part));
            case "order" -> Optional.of(textOnly(Optional.of(order(part))));
            default -> Optional.empty();
        };
    }

    private static WhatsAppContent textOnly(Optional<String> text) {
        return new WhatsAppContent(text.orElse(""), List.of());
    }

    /// The answer to a button, a list or a form.
    private static Optional<String> selection(JsonView interactive) {
        return Stream.of("button_reply", "list_reply")
                .flatMap(kind -> interactive.at(kind).text("title").stream())
                .findFirst()
                .or(() -> interactive.at("nfm_reply").text("response_json"))
                .or(() -> interactive.at("nfm_reply").text("body"));
    }

    /// A file is referred to by its id: its URL is valid for five minutes and needs our token.
    private static WhatsAppContent media(String type, JsonView media) {
        Optional<String> caption = media.text("caption");
        return new WhatsAppContent(
                caption.orElse(""),
                List.of(
                        new Attachment(
                                type,
                                media.text("mime_type"),
                                media.text("filename"),
                                media.whole("file_size"),
                                caption,
                                media.text("id"))));
    }

    private static WhatsAppContent location(JsonView place) {
        Optional<String> name =
                Optional.of(
                                Stream.of("name", "address")
                                        .flatMap(field -> place.text(field).stream())
                                        .collect(Collectors.joining(", ")))
                        .filter(text -> !text.isEmpty());
        return new WhatsAppContent(
                name.orElse(""),
                List.of(
                        Attachment.location(
                                        place.at("latitude"),
                                        place.at("longitude"),
                                        name,
                                        Optional.empty())
                                .orElseGet(
                                        () ->
                                                Attachment.file(
                                                        "location", name, Optional.empty()))));
    }

    private static WhatsAppContent contacts(JsonView cards) {
        return new WhatsAppContent(
                "",
                cards.each()
                        .map(
                                card ->
                                        Attachment.contact(
                                                card.at("name").text("formatted_name"),
                                                card.at("phones").at(0).text("phone")))
                        .toList());
    }

    /// The customer's text and a line for each product, so that an order can be answered like a text.
    private static String order(JsonView order) {
        return Stream.concat(
                        order.text("text").stream(),
                        order.at("product_items").each().map(WhatsAppContent::item))
                .collect(Collectors.joining("\n"));
    }

    private static String item(JsonView item) {
        String price =
                item.at("item_price").value() instanceof Number amount
                        ? ", " + amount + " " + item.text("currency").orElse("")
                        : "";
        return item.number("quantity").orElse(1)
                + " × "
                + item.text("product_retailer_id").orElse("?")
                + price.stripTrailing();
    }
}
