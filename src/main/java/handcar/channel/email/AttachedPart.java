package handcar.channel.email;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.text.TextSanitizer;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;

/// A part of a mail as an attachment, by what the server tells of it.
final class AttachedPart {
    private AttachedPart() {}

    /// @param address by which it is found again
    static Attachment of(Part part, String type, String address) throws MessagingException {
        String family = type.substring(0, Math.max(0, type.indexOf('/')));
        String kind = List.of("image", "audio", "video").contains(family) ? family : "file";
        int size = part.getSize();
        return new Attachment(
                kind,
                Optional.of(type),
                name(part),
                size < 0 ? Optional.empty() : Optional.of(decoded(part, size)),
                Optional.empty(),
                Optional.of(address));
    }

    /// Servers count encoded bytes; base64 makes four bytes of three and adds line ends.
    private static long decoded(Part part, int size) throws MessagingException {
        String[] encoding = part.getHeader("Content-Transfer-Encoding");
        boolean base64 = encoding != null && encoding[0].strip().equalsIgnoreCase("base64");
        return base64 ? size * 57L / 78 : size;
    }

    /// The name of a part as a file.
    static Optional<String> name(Part part) {
        try {
            return Optional.ofNullable(part.getFileName())
                    .map(MimeParser::words)
                    .map(name -> TextSanitizer.oneLine(name.replaceAll("[/\\\\]+", " ")))
                    .filter(name -> !name.isEmpty())
                    .map(name -> name.substring(0, Math.min(name.length(), 200)));
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }
}
