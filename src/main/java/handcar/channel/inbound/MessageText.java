package handcar.channel.inbound;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent;
import handcar.chat.MessageInput;
import handcar.text.TextSanitizer;

/// The text and the attachments of a provider's message in a conversation.
final class MessageText {
    private static final int KIB = 1024;
    private static final Set<String> CAPTIONED = Set.of("image", "audio", "video", "file");

    private MessageText() {}

    /// The name of a piece of a message, counted from 1.
    static String piece(String message, int number) {
        return number == 1 ? message : message + "#" + number;
    }

    /// The text in pieces no longer than one message may be.
    static List<String> pieces(InboundEvent.CustomerMessage message) {
        List<String> pieces = new ArrayList<>();
        for (String rest = text(message.text(), message.attachments()); !rest.isEmpty(); ) {
            String piece = TextSanitizer.first(MessageInput.LONGEST, rest);
            pieces.add(piece);
            rest = rest.substring(piece.length());
        }
        return pieces;
    }

    /// The text, or a description of the attachments when there is none; of what it refers to when there are no others.
    static String text(String text, List<InboundEvent.Attachment> attachments) {
        if (hasWords(text)) {
            return TextSanitizer.cleaned(text).strip();
        }
        List<InboundEvent.Attachment> files =
                attachments.stream().filter(each -> !ContextAttachments.isContext(each)).toList();
        String told =
                (files.isEmpty() ? attachments : files)
                        .stream().map(MessageText::described).collect(Collectors.joining("\n"));
        return told.isEmpty() ? "[empty message]" : told;
    }

    /// A longer text is cut: a colleague's message stays one message, and its end can be read where it was written.
    static String bounded(String text) {
        String clean = text(text, List.of());
        String cut = TextSanitizer.first(MessageInput.LONGEST - 1, clean);
        return clean.codePointCount(0, clean.length()) <= MessageInput.LONGEST ? clean : cut + "…";
    }

    static boolean hasWords(String text) {
        return !TextSanitizer.isInvisible(TextSanitizer.cleaned(text));
    }

    /// `[image: receipt.jpg, 120 kB]`, for people and models.
    private static String described(InboundEvent.Attachment attachment) {
        List<String> details = new ArrayList<>();
        attachment.name().ifPresent(details::add);
        attachment.caption().ifPresent(details::add);
        attachment.bytes().ifPresent(bytes -> details.add(Math.max(1, bytes / KIB) + " kB"));
        place(attachment).ifPresent(details::add);
        String all = String.join(", ", details);
        String what =
                ContextAttachments.isContext(attachment)
                        ? all
                        : attachment.type() + (all.isEmpty() ? "" : ": " + all);
        return "[" + TextSanitizer.cleaned(what) + "]";
    }

    /// The coordinates of a point on the map.
    private static Optional<String> place(InboundEvent.Attachment attachment) {
        return attachment
                .reference()
                .filter(reference -> reference.startsWith("geo:"))
                .map(reference -> reference.substring("geo:".length()).replace(",", ", "));
    }

    static List<Map<String, Object>> json(List<InboundEvent.Attachment> attachments) {
        return attachments.stream().map(MessageText::json).toList();
    }

    /// The places among the attachments. They move; files do not.
    static List<Map<String, Object>> places(List<InboundEvent.Attachment> attachments) {
        return attachments.stream()
                .filter(each -> each.type().equals("location"))
                .map(MessageText::json)
                .toList();
    }

    /// The captions that the files have now; none when no file comes with the words.
    static List<Map<String, Object>> captions(List<InboundEvent.Attachment> attachments) {
        return attachments.stream()
                .filter(each -> CAPTIONED.contains(each.type()))
                .map(MessageText::json)
                .map(
                        file -> {
                            file.keySet().retainAll(Set.of("caption", "reference"));
                            return file;
                        })
                .toList();
    }

    private static Map<String, Object> json(InboundEvent.Attachment attachment) {
        Map<String, Object> json = new HashMap<>();
        json.put("type", attachment.type());
        json.put("mime_type", attachment.mimeType().map(TextSanitizer::cleaned).orElse(null));
        json.put("name", attachment.name().map(TextSanitizer::name).orElse(null));
        json.put("size", attachment.bytes().orElse(null));
        json.put("caption", attachment.caption().map(TextSanitizer::cleaned).orElse(null));
        json.put("reference", attachment.reference().map(TextSanitizer::cleaned).orElse(null));
        return json;
    }
}
