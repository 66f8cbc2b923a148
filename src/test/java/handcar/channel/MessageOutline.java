package handcar.channel;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.chat.UnansweredReason;

/// What a message holds in one text that tables of tests can show: its text, what came along, and whether it is answered.
public final class MessageOutline {
    private MessageOutline() {}

    /// `text | image photo.jpg <id> | no_text raw`
    public static String of(CustomerMessage message) {
        List<String> parts = new ArrayList<>();
        parts.add(message.text());
        message.attachments().stream().map(MessageOutline::of).forEach(parts::add);
        message.details().unanswered().map(UnansweredReason::wire).ifPresent(parts::add);
        message.details().original().map(_ -> "raw").ifPresent(parts::add);
        return String.join(" | ", parts);
    }

    private static String of(Attachment attachment) {
        return Stream.of(
                        Optional.of(attachment.type()),
                        attachment.name(),
                        attachment.caption(),
                        attachment.reference().map(reference -> "<" + reference + ">"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }
}
