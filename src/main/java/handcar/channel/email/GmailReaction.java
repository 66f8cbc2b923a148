package handcar.channel.email;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMultipart;

/// The emoji by which somebody reacts to a mail in Gmail: a part of a mail of its own, beside a text for other programs
/// (https://developers.google.com/workspace/gmail/reactions/format).
final class GmailReaction {
    private static final String TYPE = "text/vnd.google.email-reaction+json";

    /// Below the mail itself, a list or a filter may have put it into another part.
    private static final int MOST_LEVELS = 3;

    private static final int MOST_PARTS = 10;

    /// In characters; an emoji of a family has more than one.
    private static final int LONGEST = 40;

    private GmailReaction() {}

    /// The emoji in a mail; empty when it is no reaction.
    static Optional<String> in(Part mail) throws MessagingException, IOException {
        return in(mail, MOST_LEVELS);
    }

    private static Optional<String> in(Part part, int levels)
            throws MessagingException, IOException {
        String type = MimeParts.type(MimeParts.contentType(part));
        if (type.equals(TYPE)) {
            return emoji(new String(MimeText.bytes(part), StandardCharsets.UTF_8));
        }
        if (levels == 0
                || !(type.startsWith("multipart/alternative")
                        || type.startsWith("multipart/mixed"))) {
            return Optional.empty();
        }
        Multipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
        for (int i = 0; i < Math.min(MOST_PARTS, parts.getCount()); i++) {
            Optional<String> found = in(parts.getBodyPart(i), levels - 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> emoji(String json) {
        try {
            return new JsonView(Json.object(json))
                    .text("emoji")
                    .map(String::strip)
                    .filter(emoji -> !emoji.isEmpty() && emoji.length() <= LONGEST);
        } catch (RuntimeException e) {
            return Optional.empty(); // an ordinary mail then
        }
    }
}
