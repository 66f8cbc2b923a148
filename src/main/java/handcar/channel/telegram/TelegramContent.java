package handcar.channel.telegram;

import module java.base;

import handcar.channel.ContactCard;
import handcar.channel.ContextAttachments;
import handcar.channel.FormAnswers;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.MessageContent;
import handcar.json.JsonView;

/// The content of a message. <https://core.telegram.org/bots/api#message>
final class TelegramContent {
    /// Media that is a file with an id. <https://core.telegram.org/bots/api#available-types>
    private static final Map<String, String> FILES =
            Map.of(
                    "voice", "audio",
                    "audio", "audio",
                    "video", "video",
                    "video_note", "video",
                    "animation", "video",
                    "document", "file",
                    "sticker", "sticker");

    /// A command, and the bot it is for where there are several: `/stop@shop_bot`.
    private static final Pattern COMMAND = Pattern.compile("^(/(?:stop|help))@\\w{1,40}(?=\\s|$)");

    private TelegramContent() {}

    /// What a message holds for people; empty for what Telegram tells about the chat.
    static Optional<MessageContent> of(JsonView json) {
        String words = words(json);
        List<Attachment> attachments = attachments(json);
        Optional<MessageContent> content =
                words.isEmpty() && attachments.isEmpty()
                        ? told(json)
                        : Optional.of(MessageContent.of(words, attachments));
        return content.map(each -> each.about(TelegramContext.of(json)));
    }

    private static Optional<MessageContent> told(JsonView json) {
        return form(json.at("web_app_data"))
                .or(() -> gift(json))
                .or(() -> TelegramTold.payment(json))
                .or(() -> TelegramTold.of(json).map(MessageContent::standIn))
                .or(
                        () ->
                                TelegramFields.type(json)
                                        .map(
                                                type ->
                                                        MessageContent.unreadable(
                                                                type.replace('_', ' '), json)));
    }

    /// What the customer wrote beside a gift.
    private static Optional<MessageContent> gift(JsonView json) {
        return Stream.of("gift", "unique_gift")
                .flatMap(type -> json.at(type).text("text").stream())
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(MessageContent::words)
                .map(
                        words ->
                                words.about(
                                        Stream.of(
                                                ContextAttachments.of(
                                                        "Gift", "", Optional.empty()))));
    }

    /// What was filled into an app of ours, in JSON or in a form of its own.
    private static Optional<MessageContent> form(JsonView app) {
        return app.text("data")
                .filter(data -> !data.isBlank())
                .map(
                        data ->
                                FormAnswers.of(data)
                                        .orElseGet(() -> FormAnswers.unnamed(data))
                                        .content());
    }

    /// The text or the caption.
    private static String words(JsonView json) {
        return json.text("text")
                .map(
                        text ->
                                COMMAND.matcher(withLinks(text, json.at("entities")))
                                        .replaceFirst("$1"))
                .or(
                        () ->
                                json.text("caption")
                                        .map(text -> withLinks(text, json.at("caption_entities"))))
                .orElse("");
    }

    /// A link of which only its words are shown carries its address beside them.
    /// <https://core.telegram.org/bots/api#messageentity>
    private static String withLinks(String text, JsonView entities) {
        StringBuilder all = new StringBuilder(text);
        List<JsonView> links =
                entities.each()
                        .filter(entity -> entity.text("type").equals(Optional.of("text_link")))
                        .sorted(Comparator.comparingInt(TelegramContent::end).reversed())
                        .toList();
        for (JsonView link : links) {
            int start = (int) link.number("offset").orElse(0);
            int end = end(link);
            String url = link.text("url").orElse("");
            boolean isIn = start >= 0 && start < end && end <= text.length();
            if (isIn && !url.isEmpty() && !url.contains(text.substring(start, end))) {
                all.insert(end, " (" + url + ")");
            }
        }
        return all.toString();
    }

    private static int end(JsonView entity) {
        return (int) (entity.number("offset").orElse(0) + entity.number("length").orElse(0));
    }

    private static List<Attachment> attachments(JsonView json) {
        List<Attachment> all = new ArrayList<>();
        Optional<String> caption = json.text("caption");
        photo(json, caption).ifPresent(all::add);
        if (!json.at("animation").isPresent()) { // Telegram adds the same file as a document
            FILES.keySet().stream()
                    .sorted()
                    .filter(field -> json.at(field).isPresent())
                    .forEach(field -> all.add(media(field, json.at(field), caption)));
        } else {
            all.add(media("animation", json.at("animation"), caption));
        }
        json.at("paid_media").at("paid_media").each().forEach(each -> all.addAll(bought(each)));
        place(json).ifPresent(all::add);
        if (json.at("contact").isPresent()) {
            all.add(card(json.at("contact")));
        }
        return all;
    }

    /// Several sizes of one picture, the largest last.
    private static Optional<Attachment> photo(JsonView json, Optional<String> caption) {
        return json.at("photo")
                .each()
                .reduce((_, larger) -> larger)
                .map(photo -> file("image", photo, Optional.of("image/jpeg"), caption));
    }

    private static Attachment media(String field, JsonView file, Optional<String> caption) {
        Optional<String> told = field.equals("sticker") ? file.text("emoji") : caption;
        return file(FILES.getOrDefault(field, "file"), file, file.text("mime_type"), told);
    }

    /// Without a file while it is not paid for.
    private static List<Attachment> bought(JsonView media) {
        if (media.at("video").isPresent()) {
            return List.of(media("video", media.at("video"), Optional.empty()));
        }
        return photo(media, Optional.empty()).stream().toList();
    }

    private static Attachment file(
            String type, JsonView file, Optional<String> mimeType, Optional<String> caption) {
        return new Attachment(
                type,
                mimeType,
                file.text("file_name"),
                file.whole("file_size"),
                caption,
                file.text("file_id"));
    }

    private static Optional<Attachment> place(JsonView json) {
        JsonView venue = json.at("venue");
        JsonView point = venue.isPresent() ? venue.at("location") : json.at("location");
        return Attachment.location(
                point.at("latitude"),
                point.at("longitude"),
                venue.text("title"),
                venue.text("address"));
    }

    private static Attachment card(JsonView contact) {
        return ContactCard.of(contact.text("vcard").orElse(""))
                .reachedBy(contact.text("phone_number"))
                .called(TelegramPayload.fullName(contact))
                .attachment();
    }
}
