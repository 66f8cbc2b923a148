package handcar.channel.email;

import module java.base;

import handcar.chat.UnansweredReason;
import handcar.text.Interrogative;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/// What a calendar tells in a mail (iTIP, RFC 5546): an invitation, an answer to one, a cancelled event.
///
/// @param event as its calendar describes it
/// @param byService whether a calendar's own service sent the mail
record CalendarMessage(ICalendarEvent event, boolean byService) {
    /// What calendars write by themselves when a person presses a button.
    private static final Set<String> AUTOMATIC = Set.of("reply", "refresh", "cancel");

    private static final int MOST_LEVELS = 6;
    private static final int MOST_PARTS = 50;

    static Optional<CalendarMessage> of(MimeMessage message)
            throws MessagingException, IOException {
        boolean byService = MimeParser.header(message, "Sender").contains("calendar-notification@");
        return in(message, 0).map(event -> new CalendarMessage(event, byService));
    }

    private static Optional<ICalendarEvent> in(Part part, int depth)
            throws MessagingException, IOException {
        String type = part.getContentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("text/calendar") || type.startsWith("application/ics")) {
            return Optional.of(ICalendarEvent.read(part));
        }
        if (!type.startsWith("multipart/") || depth > MOST_LEVELS) {
            return Optional.empty();
        }
        Multipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
        Optional<ICalendarEvent> found = Optional.empty();
        for (int i = 0; i < Math.min(parts.getCount(), MOST_PARTS) && found.isEmpty(); i++) {
            found = in(parts.getBodyPart(i), depth + 1);
        }
        return found;
    }

    /// Why the mail is not answered. A person may write something beside the calendar, which is answered when it asks; who only
    /// invites has written nothing.
    Optional<UnansweredReason> unanswered(String text) {
        boolean asks = !byService && Interrogative.surelyAsks(text);
        if (AUTOMATIC.contains(event.method()) && !asks) {
            return Optional.of(UnansweredReason.AUTOMATIC);
        }
        return Optional.of(UnansweredReason.NO_TEXT)
                .filter(_ -> text.isBlank() && told().isPresent());
    }

    /// For staff: `cancelled the event Visit (2026-12-01 10:00, Europe/Berlin)`.
    Optional<String> told() {
        Optional<String> did =
                switch (event.method()) {
                    case "cancel" -> Optional.of("cancelled the event");
                    case "refresh" -> Optional.of("asked for the newest state of the event");
                    case "counter" -> Optional.of("proposed another time for the event");
                    case "declinecounter" -> Optional.of("declined another time for the event");
                    case "request", "add" -> Optional.of("invited to the event");
                    case "publish", "" -> Optional.of("sent the event");
                    case "reply" ->
                            Optional.of(
                                    switch (event.answer()) {
                                        case "accepted" -> "accepted the event";
                                        case "declined" -> "declined the event";
                                        case "tentative" -> "may come to the event";
                                        case "delegated" -> "sends somebody else to the event";
                                        default -> "answered the invitation to the event";
                                    });
                    default -> Optional.empty();
                };
        return event.name().flatMap(name -> did.map(words -> words + " " + name));
    }
}
