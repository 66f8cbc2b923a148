package handcar.channel.telegram;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent.Attachment;
import handcar.json.JsonView;

/// What a message refers to: the message or story that it answers, the part of it that is quoted, and whose message is passed on.
final class TelegramContext {
    /// Of a longer message only the part that was quoted is told.
    private static final int LONGEST_WHOLE = 400;

    private TelegramContext() {}

    static Stream<Attachment> of(JsonView json) {
        return Stream.of(forwarded(json.at("forward_origin")), replied(json))
                .flatMap(Optional::stream);
    }

    /// The message that was answered, as context.
    static Optional<Attachment> answered(JsonView message) {
        return words(message).or(() -> described(message)).map(ContextAttachments::quote);
    }

    private static Optional<String> words(JsonView message) {
        return message.text("text").or(() -> message.text("caption"));
    }

    private static Optional<Attachment> replied(JsonView json) {
        JsonView message = json.at("reply_to_message");
        Optional<String> part = json.at("quote").text("text");
        return words(message)
                .filter(text -> part.isEmpty() || text.length() <= LONGEST_WHOLE)
                .or(() -> part)
                .or(() -> described(message))
                .or(() -> described(json.at("external_reply")))
                .or(() -> Optional.of("story").filter(_ -> json.at("reply_to_story").isPresent()))
                .map(ContextAttachments::quote);
    }

    private static Optional<String> described(JsonView message) {
        return TelegramTold.of(message)
                .or(
                        () ->
                                Stream.of("photo", "video", "voice", "audio", "document", "sticker")
                                        .filter(field -> message.at(field).isPresent())
                                        .map(
                                                field ->
                                                        message.at(field)
                                                                .text("file_name")
                                                                .orElse(field))
                                        .findFirst())
                .map(text -> "[" + text + "]");
    }

    /// <https://core.telegram.org/bots/api#messageorigin>
    private static Optional<Attachment> forwarded(JsonView origin) {
        return Stream.of(
                        TelegramPayload.fullName(origin.at("sender_user")),
                        origin.text("sender_user_name"),
                        origin.at("sender_chat").text("title"),
                        origin.at("chat").text("title"),
                        origin.text("type"))
                .flatMap(Optional::stream)
                .findFirst()
                .map(name -> ContextAttachments.of("Forwarded from", name, Optional.empty()));
    }
}
