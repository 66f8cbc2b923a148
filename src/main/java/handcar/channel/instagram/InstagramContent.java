package handcar.channel.instagram;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.MessageContent;
import handcar.json.JsonView;

/// Reads the content of a message, inbound or outbound. <https://developers.facebook.com/docs/instagram-platform/webhooks/examples>
final class InstagramContent {
    /// What a shared thing is called; its address leads to its picture or film, but a `fallback` is a link to a page.
    private static final Map<String, String> SHARED =
            Map.of(
                    "share", "Shared post",
                    "ig_post", "Shared post",
                    "ig_reel", "Shared reel",
                    "reel", "Shared reel",
                    "ig_story", "Shared story",
                    "story_mention", "Mentioned you in a story",
                    "fallback", "Shared link");

    /// Fields whose texts are no words of the sender.
    private static final Set<String> KNOWN =
            Set.of("attachments", "quick_reply", "reply_to", "referral");

    private InstagramContent() {}

    /// The content with what it refers to; a type that is not known is content, too.
    static MessageContent of(JsonView message) {
        List<JsonView> given = message.at("attachments").each().toList();
        List<Attachment> attachments =
                given.stream().flatMap(each -> attachment(each).stream()).toList();
        String text = message.text("text").orElse("");
        boolean hidden = message.isTrue("is_unsupported") || attachments.size() < given.size();
        MessageContent content =
                hidden || (text.isEmpty() && attachments.isEmpty())
                        ? MessageContent.unreadable(type(message), words(message), message)
                                .about(attachments.stream())
                        : MessageContent.of(text, attachments);
        return content.about(context(message));
    }

    /// The text, or the one of a field that is not known.
    private static Optional<String> words(JsonView message) {
        return message.text("text")
                .or(
                        () ->
                                message.fields().keySet().stream()
                                        .filter(field -> !KNOWN.contains(field))
                                        .sorted()
                                        .flatMap(
                                                field ->
                                                        MessageContent.wordsIn(message.at(field))
                                                                .stream())
                                        .findFirst());
    }

    /// The advertisement or the link by which somebody came.
    /// <https://developers.facebook.com/docs/messenger-platform/instagram/features/ig-me-links>
    static Stream<Attachment> referral(JsonView referral) {
        JsonView ad = referral.at("ads_context_data");
        return Stream.concat(
                Stream.of(referral.at("product").text("id"), ad.text("product_id"))
                        .flatMap(Optional::stream)
                        .distinct()
                        .map(
                                id ->
                                        ContextAttachments.of(
                                                "About the product", id, Optional.empty())),
                Stream.of(referral).filter(InstagramContent::isWay).map(way -> way(way, ad)));
    }

    /// Whether it tells by what somebody came; a question about a product may stand alone in it.
    private static boolean isWay(JsonView referral) {
        return referral.isPresent() && !Set.of("product").containsAll(referral.fields().keySet());
    }

    private static Attachment way(JsonView referral, JsonView ad) {
        boolean isAd =
                referral.text("source").filter("ADS"::equals).isPresent()
                        || referral.text("ad_id").isPresent()
                        || ad.isPresent();
        return ContextAttachments.of(
                isAd ? "From an ad" : "From a link",
                ad.text("ad_title")
                        .or(() -> referral.text("ref"))
                        .or(() -> referral.text("ad_id"))
                        .orElse(""),
                Stream.of("photo_url", "video_url")
                        .flatMap(field -> ad.text(field).stream())
                        .findFirst()
                        .or(() -> referral.text("referer_uri")));
    }

    private static Stream<Attachment> context(JsonView message) {
        JsonView replied = message.at("reply_to");
        return Stream.of(
                        replied.text("mid").stream().map(ContextAttachments::quoteOf),
                        Stream.of(replied.at("story"))
                                .filter(JsonView::isPresent)
                                .map(
                                        story ->
                                                ContextAttachments.media(
                                                        "In reply to your story",
                                                        "",
                                                        story.text("url"))),
                        referral(message.at("referral")))
                .flatMap(each -> each);
    }

    /// Empty for a type that is not shown.
    private static Optional<Attachment> attachment(JsonView attachment) {
        String type = attachment.text("type").orElse("");
        JsonView payload = attachment.at("payload");
        Optional<String> url = payload.text("url");
        Optional<String> title = payload.text("title");
        if (SHARED.containsKey(type)) {
            String what = SHARED.getOrDefault(type, "");
            return Optional.of(
                    type.equals("fallback")
                            ? ContextAttachments.of(what, title.orElse(""), url)
                            : ContextAttachments.media(what, title.orElse(""), url));
        }
        return switch (type) {
            case "image", "video", "audio", "file" ->
                    Optional.of(Attachment.file(type, title, url));
            case "template" -> product(payload);
            case "location" ->
                    Attachment.location(
                            payload.at("coordinates").at("lat"),
                            payload.at("coordinates").at("long"),
                            attachment.text("title").or(() -> title),
                            Optional.empty());
            case "like_heart", "sticker", "animated_image" ->
                    Optional.of(
                            Attachment.file(
                                    "sticker",
                                    type.equals("like_heart") ? Optional.of("❤") : title,
                                    url));
            default ->
                    url.map(link -> Attachment.file("file", title.or(() -> Optional.of(type)), url))
                            .or(() -> title.map(told -> ContextAttachments.of(type, told, url)));
        };
    }

    /// A product of the shop, or another card with a title.
    /// <https://developers.facebook.com/docs/messenger-platform/instagram/features/product-template>
    private static Optional<Attachment> product(JsonView payload) {
        List<JsonView> cards =
                Stream.of("product", "generic")
                        .flatMap(kind -> payload.at(kind).at("elements").each())
                        .toList();
        List<JsonView> all = cards.isEmpty() ? payload.at("elements").each().toList() : cards;
        String told =
                all.stream()
                        .map(
                                card ->
                                        Stream.of("title", "subtitle")
                                                .flatMap(field -> card.text(field).stream())
                                                .collect(Collectors.joining(", ")))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "));
        Optional<String> picture =
                all.stream().flatMap(card -> card.text("image_url").stream()).findFirst();
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(ContextAttachments.media("Product", told, picture));
    }

    /// What staff read for content that is hidden from us.
    private static String type(JsonView message) {
        return message.at("attachments")
                .each()
                .flatMap(each -> each.text("type").stream())
                .filter(type -> !type.startsWith("unsupported"))
                .findFirst()
                .orElse("");
    }
}
