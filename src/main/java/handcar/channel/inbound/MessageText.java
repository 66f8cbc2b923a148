package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.chat.MessageInput;
import handcar.text.TextSanitizer;

/// The text and the attachments of a provider's message in a conversation.
final class MessageText {
    private static final int KIB = 1024;

    private MessageText() {}

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

    /// The text, or a description of the attachments when there is none.
    static String text(String text, List<InboundEvent.Attachment> attachments) {
        String clean = TextSanitizer.cleaned(text).strip();
        if (clean.isEmpty()) {
            clean =
                    attachments.stream()
                            .map(MessageText::described)
                            .collect(Collectors.joining("\n"));
        }
        return clean.isEmpty() ? "[empty message]" : clean;
    }

    /// `[image: receipt.jpg, 120 kB]`, for people and models.
    private static String described(InboundEvent.Attachment attachment) {
        List<String> details = new ArrayList<>();
        attachment.caption().ifPresent(details::add);
        attachment.name().ifPresent(details::add);
        attachment.bytes().ifPresent(bytes -> details.add(Math.max(1, bytes / KIB) + " kB"));
        String what =
                attachment.type() + (details.isEmpty() ? "" : ": " + String.join(", ", details));
        return "[" + TextSanitizer.cleaned(what) + "]";
    }

    static List<Map<String, Object>> attachments(InboundEvent.CustomerMessage message) {
        return message.attachments().stream().map(MessageText::json).toList();
    }

    private static Map<String, Object> json(InboundEvent.Attachment attachment) {
        Map<String, Object> json = new HashMap<>();
        json.put("type", attachment.type());
        json.put("mime_type", attachment.mimeType().map(TextSanitizer::cleaned).orElse(null));
        json.put("name", attachment.name().map(TextSanitizer::cleaned).orElse(null));
        json.put("size", attachment.bytes().orElse(null));
        json.put("caption", attachment.caption().map(TextSanitizer::cleaned).orElse(null));
        json.put("reference", attachment.reference().map(TextSanitizer::cleaned).orElse(null));
        return json;
    }
}
