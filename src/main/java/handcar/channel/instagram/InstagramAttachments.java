package handcar.channel.instagram;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.json.JsonView;

/// The attachments of a message: files, shared posts, and the story it replies to.
final class InstagramAttachments {
    private InstagramAttachments() {}

    static List<Attachment> of(JsonView message) {
        Stream<Attachment> story =
                message.at("reply_to").at("story").text("url").stream()
                        .map(
                                url ->
                                        Attachment.file(
                                                "image", Optional.of("story"), Optional.of(url)));
        Stream<Attachment> files = message.at("attachments").each().map(InstagramAttachments::file);
        // stickers, GIFs and disappearing media: staff should know that something was sent
        Stream<Attachment> hidden =
                message.isTrue("is_unsupported")
                        ? Stream.of(
                                Attachment.file(
                                        "file", Optional.of("unsupported"), Optional.empty()))
                        : Stream.empty();
        return Stream.of(story, files, hidden).flatMap(each -> each).toList();
    }

    private static Attachment file(JsonView attachment) {
        String type = attachment.text("type").orElse("file");
        Optional<String> url = attachment.at("payload").text("url");
        Optional<String> title = attachment.at("payload").text("title");
        String ours =
                switch (type) {
                    case "image", "story_mention", "like_heart" -> "image";
                    case "video", "ig_reel", "reel" -> "video";
                    case "audio" -> "audio";
                    default -> "file";
                };
        return Attachment.file(
                ours, ours.equals(type) ? title : title.or(() -> Optional.of(type)), url);
    }
}
