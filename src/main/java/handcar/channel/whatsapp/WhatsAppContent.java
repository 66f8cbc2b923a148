package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.ContactCard;
import handcar.channel.ContextAttachments;
import handcar.channel.FormAnswers;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.MessageContent;
import handcar.json.Json;
import handcar.json.JsonView;

/// Reads the content of a message, inbound or outbound.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples>
final class WhatsAppContent {
    private WhatsAppContent() {}

    /// The content, with the advertisement or the product it refers to. A type that is not known is content, too.
    static MessageContent of(JsonView message, String type) {
        return known(message, type)
                .orElseGet(
                        () ->
                                MessageContent.unreadable(
                                        name(message, type),
                                        MessageContent.wordsIn(message.at(type))
                                                .or(() -> message.at("text").text("body")),
                                        message))
                .about(context(message));
    }

    private static Optional<MessageContent> known(JsonView message, String type) {
        JsonView part = message.at(type);
        return switch (type) {
            case "text" -> part.text("body").map(MessageContent::words);
            case "button" ->
                    part.text("text").or(() -> part.text("payload")).map(MessageContent::words);
            case "interactive" ->
                    selection(part)
                            .map(MessageContent::words)
                            .or(() -> form(part.at("nfm_reply")))
                            .or(
                                    () ->
                                            FormAnswers.of(part.at("address_message"))
                                                    .map(FormAnswers::content))
                            .or(() -> permission(part.at("call_permission_reply")))
                            .or(() -> asked(part));
            case "image", "audio", "video", "sticker" ->
                    Optional.of(part).filter(JsonView::isPresent).map(it -> media(type, it));
            case "document" ->
                    Optional.of(part).filter(JsonView::isPresent).map(it -> media("file", it));
            case "location" -> Optional.of(MessageContent.of(location(part)));
            case "contacts" ->
                    Optional.of(contacts(part)).filter(it -> !it.attachments().isEmpty());
            case "order" -> Optional.of(order(part));
            case "request_welcome" -> Optional.of(MessageContent.opening(Optional.empty()));
            default -> Optional.empty();
        };
    }

    /// What a person of ours tells by an emoji; empty when they take it back.
    static Optional<MessageContent> reaction(JsonView reaction) {
        return reaction.text("emoji")
                .map(MessageContent::words)
                .map(
                        emoji ->
                                emoji.about(
                                        reaction.text("message_id").stream()
                                                .map(ContextAttachments::quoteOf)));
    }

    /// What staff read for a type that is not known here, or not to WhatsApp itself.
    private static String name(JsonView message, String type) {
        return switch (type) {
            case "unsupported", "unknown", "errors" ->
                    message.at("unsupported").text("type").orElse("");
            case "interactive" -> message.at("interactive").text("type").orElse(type);
            default -> type;
        };
    }

    /// The answer to a button, a list or a form.
    private static Optional<String> selection(JsonView interactive) {
        return Stream.of("button_reply", "list_reply")
                .flatMap(
                        kind ->
                                MessageContent.choice(interactive.at(kind))
                                        .or(() -> interactive.at(kind).text("id"))
                                        .stream())
                .findFirst();
    }

    /// A line for each field of a flow, without what only programs read; what WhatsApp shows when there are none.
    /// <https://developers.facebook.com/docs/whatsapp/flows/guides/receiveflowresponse>
    private static Optional<MessageContent> form(JsonView reply) {
        return reply.text("response_json")
                .flatMap(FormAnswers::of)
                .or(() -> FormAnswers.of(reply.at("response_json")))
                .or(() -> raw(reply.at("response_json")).map(FormAnswers::unnamed))
                .map(FormAnswers::content)
                .or(() -> reply.text("body").map(body -> MessageContent.standIn("form: " + body)));
    }

    /// What is no object of fields; one without answers says nothing.
    private static Optional<String> raw(JsonView given) {
        return switch (given.value()) {
            case String text ->
                    Optional.of(text.strip())
                            .filter(it -> !it.isEmpty())
                            .filter(WhatsAppContent::isNoObject);
            case List<?> list -> Optional.of(Json.text(list)).filter(_ -> !list.isEmpty());
            case null, default -> Optional.empty();
        };
    }

    private static boolean isNoObject(String text) {
        return !(JsonView.lenient(text.getBytes(StandardCharsets.UTF_8)).value()
                instanceof Map<?, ?>);
    }

    /// A call that has ended: `call: COMPLETED, 30 s`.
    static MessageContent call(JsonView call) {
        String told =
                MessageContent.told(
                        Stream.of(
                                call.text("status"),
                                call.whole("duration").map(seconds -> seconds + " s")));
        return call.whole("duration").orElse(0L) > 0
                ? MessageContent.automatic("call: " + told)
                : MessageContent.standIn("missed call: " + told);
    }

    /// Whether the customer may be called.
    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/calling/user-call-permissions>
    private static Optional<MessageContent> permission(JsonView reply) {
        return reply.text("response")
                .map(response -> MessageContent.standIn("permission to call: " + response));
    }

    /// An order of which a person of ours asks to be paid, or tells how it is.
    private static Optional<MessageContent> asked(JsonView interactive) {
        Optional<String> order = WhatsAppPayment.asked(interactive);
        Optional<String> words = interactive.at("body").text("text").filter(it -> !it.isBlank());
        return words.isEmpty()
                ? order.map("order: "::concat).map(MessageContent::standIn)
                : words.map(MessageContent::words)
                        .map(content -> content.about(order.stream().map(WhatsAppContent::cart)));
    }

    /// A file is referred to by its id: its URL is valid for five minutes and needs our token.
    private static MessageContent media(String type, JsonView media) {
        Optional<String> caption = media.text("caption");
        return MessageContent.of(
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

    private static Attachment location(JsonView place) {
        String told =
                Stream.of("address", "url")
                        .flatMap(field -> place.text(field).stream())
                        .collect(Collectors.joining(", "));
        return Attachment.location(
                        place.at("latitude"),
                        place.at("longitude"),
                        place.text("name"),
                        Optional.of(told).filter(text -> !text.isEmpty()))
                .orElseGet(
                        () ->
                                Attachment.file(
                                        "location",
                                        place.text("name").or(() -> place.text("address")),
                                        place.text("url")));
    }

    private static MessageContent contacts(JsonView cards) {
        return MessageContent.of(
                "",
                cards.each()
                        .filter(card -> !card.fields().isEmpty())
                        .map(card -> ContactCard.of(card).attachment())
                        .toList());
    }

    /// The customer's text beside a line for each product.
    private static MessageContent order(JsonView order) {
        String items =
                order.at("product_items")
                        .each()
                        .map(WhatsAppContent::item)
                        .collect(Collectors.joining("\n"));
        return MessageContent.received("order", items, order.text("text"));
    }

    private static Attachment cart(String items) {
        return ContextAttachments.of("Order", items, Optional.empty());
    }

    private static String item(JsonView item) {
        String price =
                Optional.ofNullable(item.at("item_price").value())
                        .map(amount -> ", " + amount + " " + item.text("currency").orElse(""))
                        .orElse("");
        return item.number("quantity").orElse(1)
                + " × "
                + item.text("product_retailer_id").orElse("?")
                + price.stripTrailing();
    }

    /// What the message answers, the advertisement that the customer came by, the product they ask about.
    private static Stream<Attachment> context(JsonView message) {
        JsonView context = message.at("context");
        JsonView product = context.at("referred_product");
        Stream<Attachment> forwarded =
                context.isTrue("forwarded") || context.isTrue("frequently_forwarded")
                        ? Stream.of(ContextAttachments.of("Forwarded", "", Optional.empty()))
                        : Stream.empty();
        return Stream.of(
                        context.text("id").stream()
                                .filter(_ -> !product.isPresent())
                                .map(ContextAttachments::quoteOf),
                        forwarded,
                        Stream.of(message.at("referral"))
                                .filter(JsonView::isPresent)
                                .map(WhatsAppContent::ad),
                        product.text("product_retailer_id").stream().map(WhatsAppContent::product))
                .flatMap(each -> each);
    }

    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples#received-messages-from-click-to-whatsapp-ads>
    private static Attachment ad(JsonView referral) {
        return ContextAttachments.of(
                referral.text("source_type").filter("post"::equals).isPresent()
                        ? "From a post"
                        : "From an ad",
                Stream.of("headline", "body")
                        .flatMap(field -> referral.text(field).stream())
                        .collect(Collectors.joining(" — ")),
                referral.text("source_url"));
    }

    private static Attachment product(String id) {
        return ContextAttachments.of("About the product", id, Optional.empty());
    }
}
