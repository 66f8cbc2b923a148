package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.chat.MessageInput;
import handcar.text.TextSanitizer;

/// What a provider's message becomes in a conversation.
final class MessageText {
    private static final int KIB = 1024;

    /// The address field by which a reader of mail says that a machine wrote: such mail is kept and never answered.
    static final String AUTOMATIC = "automatic";

    private MessageText() {}

    /// Whether the agent may answer it at all.
    static boolean isAnswered(InboundEvent.CustomerMessage said) {
        return !Boolean.TRUE.equals(said.address().get(AUTOMATIC));
    }

    /// The text, or for media without any what came; in several messages when it is longer than one may be.
    static List<String> pieces(InboundEvent.CustomerMessage said) {
        List<String> pieces = new ArrayList<>();
        for (String rest = text(said.text(), said.attachments()); !rest.isEmpty(); ) {
            int end =
                    rest.codePointCount(0, rest.length()) <= MessageInput.LONGEST
                            ? rest.length()
                            : rest.offsetByCodePoints(0, MessageInput.LONGEST);
            pieces.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        return pieces;
    }

    /// The text, or for media without any a description of it.
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

    /// `[image: receipt.jpg, 120 kB]`, for people and models alike.
    private static String described(InboundEvent.Attachment attachment) {
        List<String> details = new ArrayList<>();
        attachment.caption().ifPresent(details::add);
        attachment.name().ifPresent(details::add);
        attachment.bytes().ifPresent(bytes -> details.add(Math.max(1, bytes / KIB) + " kB"));
        String what =
                attachment.type() + (details.isEmpty() ? "" : ": " + String.join(", ", details));
        return "[" + TextSanitizer.cleaned(what) + "]";
    }

    static List<Map<String, Object>> attachments(InboundEvent.CustomerMessage said) {
        return said.attachments().stream().map(MessageText::json).toList();
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
