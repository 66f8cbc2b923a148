package handcar.channel.email;

import module java.base;

import handcar.text.TextDecoder;
import handcar.text.TextSanitizer;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;

/// The first event of a calendar (iCalendar, RFC 5545).
///
/// @param method of the calendar, in lower case; empty when it has none
/// @param answer of the first attendee, in lower case; empty when there is none
/// @param name its summary and its time; empty without a summary
record ICalendarEvent(String method, String answer, Optional<String> name) {
    /// Characters that are read: the method is at the beginning, and the event follows its time zone.
    private static final int LONGEST = 100_000;

    private static final int LONGEST_NAME = 200;

    private static final Pattern FOLDED = Pattern.compile("\r?\n[ \t]");

    private static final Pattern TIME =
            Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(?:T(\\d\\d)(\\d\\d)\\d\\d(Z?))?");

    private static final Pattern ANSWER = Pattern.compile("(?i);PARTSTAT=\"?([A-Z-]{1,20})");
    private static final Pattern ZONE = Pattern.compile("(?i);TZID=\"?([^\";:]{1,60})");

    /// A line of the calendar.
    private record Property(String name, String parameters, String value) {
        /// A colon between quotes belongs to a parameter.
        static Optional<Property> of(String line) {
            boolean isQuoted = false;
            for (int i = 0; i < line.length(); i++) {
                isQuoted ^= line.charAt(i) == '"';
                if (line.charAt(i) == ':' && !isQuoted) {
                    String head = line.substring(0, i);
                    String name = head.replaceFirst(";.*", "").strip();
                    return Optional.of(
                            new Property(
                                    name.toUpperCase(Locale.ROOT),
                                    head.substring(name.length()),
                                    line.substring(i + 1).strip()));
                }
            }
            return Optional.empty();
        }
    }

    static ICalendarEvent read(Part part) throws MessagingException, IOException {
        Optional<ContentType> type = type(part);
        Optional<String> charset = type.map(it -> it.getParameter("charset"));
        String text =
                TextDecoder.decode(MimeText.bytes(part), TextDecoder.named(charset.orElse("")));
        ICalendarEvent event = of(text);
        return type.map(it -> it.getParameter("method")).map(event::by).orElse(event);
    }

    private static Optional<ContentType> type(Part part) throws MessagingException {
        try {
            return Optional.of(new ContentType(part.getContentType()));
        } catch (ParseException _) {
            return Optional.empty(); // the calendar itself tells
        }
    }

    /// What the mail's header tells comes first.
    private ICalendarEvent by(String told) {
        return new ICalendarEvent(told.strip().toLowerCase(Locale.ROOT), answer, name);
    }

    static ICalendarEvent of(String calendar) {
        String read = calendar.substring(0, Math.min(calendar.length(), LONGEST));
        List<Property> all =
                FOLDED.matcher(read)
                        .replaceAll("")
                        .lines()
                        .flatMap(line -> Property.of(line).stream())
                        .toList();
        Map<String, Property> first = new HashMap<>();
        Deque<String> inside = new ArrayDeque<>();
        for (Property each : all) {
            if (each.name().equals("BEGIN")) {
                inside.push(each.value());
            } else if (each.name().equals("END")) {
                inside.poll();
            } else if (each.name().equals("METHOD") || isEvent(inside)) {
                first.putIfAbsent(each.name(), each);
            }
        }
        Optional<String> method =
                Optional.ofNullable(first.get("METHOD"))
                        .map(property -> property.value().toLowerCase(Locale.ROOT));
        Optional<String> answer =
                Optional.ofNullable(first.get("ATTENDEE"))
                        .flatMap(property -> found(ANSWER, property.parameters()))
                        .map(value -> value.toLowerCase(Locale.ROOT));
        Optional<String> time =
                Optional.ofNullable(first.get("DTSTART")).flatMap(ICalendarEvent::time);
        Optional<String> name =
                Optional.ofNullable(first.get("SUMMARY"))
                        .map(property -> plain(property.value()))
                        .filter(summary -> !summary.isEmpty())
                        .map(summary -> summary + time.map(at -> " (" + at + ")").orElse(""));
        return new ICalendarEvent(method.orElse(""), answer.orElse(""), name);
    }

    /// An event has alarms inside, whose properties are not its own.
    private static boolean isEvent(Deque<String> inside) {
        return !inside.isEmpty() && inside.peek().matches("(?i)VEVENT|VTODO");
    }

    private static String plain(String value) {
        String unescaped = value.replaceAll("\\\\[nN]", " ").replaceAll("\\\\(.)", "$1");
        return TextSanitizer.first(LONGEST_NAME, TextSanitizer.oneLine(unescaped));
    }

    private static Optional<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().map(match -> match.group(1));
    }

    /// `2026-12-01 10:00, Europe/Berlin`, or the day alone.
    private static Optional<String> time(Property start) {
        Matcher at = TIME.matcher(start.value());
        if (!at.matches()) {
            return Optional.empty();
        }
        String day = at.group(1) + "-" + at.group(2) + "-" + at.group(3);
        if (at.group(4) == null) {
            return Optional.of(day);
        }
        Optional<String> zone =
                at.group(6).isEmpty() ? found(ZONE, start.parameters()) : Optional.of("UTC");
        return Optional.of(
                day
                        + " "
                        + at.group(4)
                        + ":"
                        + at.group(5)
                        + zone.map(name -> ", " + TextSanitizer.oneLine(name)).orElse(""));
    }
}
