package handcar.channel.email;

import module java.base;

import handcar.text.Interrogative;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;

/// Tells answers to invitations ("Accepted: Visit"), which a calendar writes (iTIP, RFC 5546).
final class CalendarReply {
    private static final Set<String> ANSWERS = Set.of("reply", "refresh");
    private static final Pattern METHOD = Pattern.compile("(?im)^METHOD:(?:REPLY|REFRESH)\\s*$");

    /// Characters in which the method of a calendar stands.
    private static final int BEGINNING = 4_000;

    private static final int MOST_LEVELS = 6;
    private static final int MOST_PARTS = 50;

    private CalendarReply() {}

    /// Whether a calendar alone wrote it. A person may write something beside it, which is answered when it asks.
    static boolean is(MimeMessage message, String text) throws MessagingException, IOException {
        boolean byService = MimeParser.header(message, "Sender").contains("calendar-notification@");
        return (byService || !Interrogative.surelyAsks(text)) && isIn(message, 0);
    }

    private static boolean isIn(Part part, int depth) throws MessagingException, IOException {
        String type = part.getContentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("text/calendar") || type.startsWith("application/ics")) {
            return isAnswer(part);
        }
        if (!type.startsWith("multipart/") || depth > MOST_LEVELS) {
            return false;
        }
        Multipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
        for (int i = 0; i < Math.min(parts.getCount(), MOST_PARTS); i++) {
            if (isIn(parts.getBodyPart(i), depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnswer(Part part) throws MessagingException, IOException {
        Optional<String> method = method(part);
        if (method.isPresent()) {
            return ANSWERS.contains(method.get().toLowerCase(Locale.ROOT));
        }
        String calendar = new String(MimeText.bytes(part), StandardCharsets.UTF_8);
        return METHOD.matcher(calendar.substring(0, Math.min(calendar.length(), BEGINNING))).find();
    }

    private static Optional<String> method(Part part) throws MessagingException {
        try {
            return Optional.ofNullable(
                    new ContentType(part.getContentType()).getParameter("method"));
        } catch (ParseException _) {
            return Optional.empty(); // the calendar itself tells
        }
    }
}
