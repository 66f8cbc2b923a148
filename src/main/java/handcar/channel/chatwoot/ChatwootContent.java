package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ContactCard;
import handcar.channel.ContextAttachments;
import handcar.channel.FormAnswers;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.MessageContent;
import handcar.json.JsonView;

/// Reads the content of a message of either side.
/// <https://github.com/chatwoot/chatwoot/blob/develop/app/models/attachment.rb>
final class ChatwootContent {
    /// What a shared thing is called; its address leads to its picture or film, but a `fallback` is a link to a page.
    private static final Map<String, String> SHARED =
            Map.of(
                    "share", "Shared post",
                    "ig_post", "Shared post",
                    "ig_reel", "Shared reel",
                    "ig_story", "Shared story",
                    "story_mention", "Mentioned you in a story",
                    "fallback", "Shared link");

    private ChatwootContent() {}

    /// The content with what it refers to; a type that is not known is content, too.
    ///
    /// @param text what was written
    static MessageContent of(JsonView message, String text) {
        JsonView attributes = message.at("content_attributes");
        if (type(message).equals("voice_call")) {
            return MessageContent.standIn("voice call: " + call(attributes.at("data")));
        }
        List<Attachment> attachments =
                message.at("attachments").each().map(each -> attachment(message, each)).toList();
        String words =
                Stream.concat(Stream.of(text), spoken(message))
                        .filter(each -> !each.isBlank())
                        .distinct()
                        .collect(Collectors.joining("\n"));
        boolean hidden =
                attributes.isTrue("is_unsupported")
                        || attributes.isTrue("unsupported")
                        || attachments.isEmpty();
        MessageContent content =
                words.isEmpty() && hidden
                        ? MessageContent.unreadable(type(message), message)
                        : MessageContent.of(words, attachments);
        return content.about(context(attributes));
    }

    /// What Chatwoot itself wrote down of voice notes.
    static Stream<String> spoken(JsonView message) {
        return message.at("attachments")
                .each()
                .flatMap(each -> each.text("transcribed_text").stream())
                .map(String::strip);
    }

    /// What the customer entered into a form, or chose, in a message of ours; empty when nothing.
    /// <https://github.com/chatwoot/chatwoot/blob/develop/app/models/message.rb>
    static Optional<MessageContent> submitted(JsonView message) {
        List<JsonView> values =
                message.at("content_attributes").at("submitted_values").each().toList();
        return values.stream().anyMatch(each -> isField(message, each))
                ? FormAnswers.labelled(values.stream().map(each -> answer(message, each)))
                        .map(FormAnswers::content)
                : chosen(values);
    }

    /// A field has an answer; a choice has the words on it, and a value that is for programs.
    private static boolean isField(JsonView message, JsonView value) {
        return type(message).equals("form")
                || value.text("name").or(() -> value.text("label")).isPresent()
                || value.text("title").isEmpty();
    }

    private static Optional<MessageContent> chosen(List<JsonView> values) {
        String words =
                values.stream()
                        .flatMap(each -> each.text("title").stream())
                        .collect(Collectors.joining("\n"));
        Stream<Attachment> other =
                values.stream()
                        .flatMap(each -> each.text("value").stream())
                        .filter(
                                value ->
                                        !words.toLowerCase(Locale.ROOT)
                                                .contains(value.strip().toLowerCase(Locale.ROOT)))
                        .map(
                                value ->
                                        ContextAttachments.of(
                                                "Chosen value", value, Optional.empty()));
        return Optional.of(words)
                .filter(text -> !text.isEmpty())
                .map(text -> MessageContent.words(text).about(other));
    }

    /// A field with the words that the customer read: its own, or those of the form's item of that name.
    private static Map.Entry<String, JsonView> answer(JsonView message, JsonView field) {
        JsonView item = item(message, field);
        String label =
                words(field, "label", "title")
                        .or(() -> words(item, "label", "title"))
                        .or(() -> words(field, "name"))
                        .orElse("Answer");
        return Map.entry(label, shown(item, field.at("value")));
    }

    private static JsonView item(JsonView message, JsonView field) {
        Optional<String> name = field.text("name");
        return message.at("content_attributes")
                .at("items")
                .each()
                .filter(item -> name.isPresent() && item.text("name").equals(name))
                .findFirst()
                .orElseGet(() -> new JsonView(Map.of()));
    }

    /// A chosen option is shown by its words.
    private static JsonView shown(JsonView item, JsonView value) {
        return item.at("options")
                .each()
                .filter(option -> Objects.equals(option.at("value").value(), value.value()))
                .map(option -> option.at("label"))
                .filter(JsonView::isPresent)
                .findFirst()
                .orElse(value);
    }

    private static Optional<String> words(JsonView from, String... names) {
        return Stream.of(names)
                .flatMap(name -> from.text(name).stream())
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /// `inbound, no-answer, 20 s`: the content only says that there was a call.
    /// <https://github.com/chatwoot/chatwoot/blob/develop/app/services/voice/call_message_builder.rb>
    private static String call(JsonView call) {
        return MessageContent.told(
                Stream.of(
                        call.text("call_direction"),
                        call.text("status"),
                        call.whole("duration").map(seconds -> seconds + " s")));
    }

    private static String type(JsonView message) {
        return message.text("content_type").filter(type -> !type.equals("text")).orElse("");
    }

    private static Stream<Attachment> context(JsonView attributes) {
        Stream<Attachment> quote =
                ChatwootPayload.id(attributes, "in_reply_to").stream()
                        .map(ContextAttachments::quoteOf);
        Stream<Attachment> story =
                attributes.text("story_id").stream()
                        .map(
                                _ ->
                                        ContextAttachments.media(
                                                "In reply to your story",
                                                "",
                                                attributes.text("story_url")));
        return Stream.concat(quote, story);
    }

    private static Attachment attachment(JsonView message, JsonView file) {
        String type = file.text("file_type").orElse("");
        Optional<String> url = file.text("data_url").or(() -> file.text("external_url"));
        Optional<String> title = file.text("fallback_title");
        if (SHARED.containsKey(type)) {
            String what = SHARED.getOrDefault(type, "");
            return type.equals("fallback")
                    ? ContextAttachments.of(what, title.orElse(""), url)
                    : ContextAttachments.media(what, title.orElse(""), url);
        }
        return switch (type) {
            case "location" ->
                    Attachment.location(
                                    file.at("coordinates_lat"),
                                    file.at("coordinates_long"),
                                    title,
                                    Optional.empty())
                            .orElseGet(() -> Attachment.file(type, title, url));
            case "contact" -> contact(file.at("meta"), title);
            default ->
                    new Attachment(
                            kind(message, type),
                            Optional.empty(),
                            title.or(() -> url.flatMap(ChatwootContent::fileName)),
                            file.whole("file_size"),
                            Optional.empty(),
                            url);
        };
    }

    private static String kind(JsonView message, String type) {
        boolean sticker = message.text("content_type").filter("sticker"::equals).isPresent();
        return switch (type) {
            case "image" -> sticker ? "sticker" : "image";
            case "audio", "video" -> type;
            default -> "file";
        };
    }

    /// The title is the number.
    private static Attachment contact(JsonView meta, Optional<String> number) {
        String name =
                Stream.of("first_name", "firstName", "last_name", "lastName")
                        .flatMap(field -> meta.text(field).stream())
                        .collect(Collectors.joining(" "));
        return new ContactCard(
                        Optional.of(name).filter(text -> !text.isBlank()),
                        number.stream().toList(),
                        List.of())
                .attachment();
    }

    /// Addresses have names percent-encoded.
    private static Optional<String> fileName(String url) {
        String path = url.replaceAll("[?#].*", "");
        return Optional.of(decoded(path.substring(path.lastIndexOf('/') + 1)))
                .filter(name -> !name.isEmpty() && name.length() <= 200);
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return name; // a percent sign of the name itself
        }
    }
}
