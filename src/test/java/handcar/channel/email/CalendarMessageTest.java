package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;

/// What calendars of customers tell: answers to invitations, invitations, cancelled events.
class CalendarMessageTest {
    private static final String SENDER =
            "Sender: Google Calendar <calendar-notification@google.com>";

    private static Optional<UnansweredReason> reason(
            String type, String method, String text, String... more) throws Exception {
        List<String> lines = new ArrayList<>(List.of(more));
        lines.addAll(
                List.of(
                        "From: Ann <ann@cust.example>",
                        "To: " + MailFixture.HELP,
                        "Subject: Accepted: Visit",
                        "Message-ID: <a@cust.example>",
                        "Content-Type: multipart/alternative; boundary=b",
                        "",
                        "--b",
                        "Content-Type: text/plain",
                        "",
                        text,
                        "--b",
                        "Content-Type: " + type,
                        "",
                        "BEGIN:VCALENDAR",
                        "METHOD:" + method,
                        "BEGIN:VEVENT",
                        "SUMMARY:Visit",
                        "END:VEVENT",
                        "END:VCALENDAR",
                        "--b--"));
        return MailFixture.read(MailFixture.raw(lines.toArray(String[]::new))).unanswered();
    }

    @Test
    void answersAreStoredWithTheReason() throws Exception {
        Optional<UnansweredReason> automatic = Optional.of(UnansweredReason.AUTOMATIC);
        for (String type :
                List.of(
                        "text/calendar; method=REPLY; charset=utf-8",
                        "text/calendar",
                        "application/ics")) {
            assertEquals(automatic, reason(type, "REPLY", ""));
            assertEquals(automatic, reason(type, "REPLY", "Ann has accepted this invitation."));
            assertEquals(
                    automatic,
                    reason(type, "REPLY", "Visit\nHow do I get there? See the map.", SENDER));
        }
        ParsedMail alone =
                MailFixture.read(
                        MailFixture.raw(
                                "From: ann@cust.example",
                                "Subject: Declined: Visit",
                                "Content-Type: text/calendar; method=REPLY",
                                "",
                                "BEGIN:VCALENDAR",
                                "END:VCALENDAR"));
        assertEquals(automatic, alone.unanswered());
        assertEquals("", alone.text());
    }

    @Test
    void whoWritesAQuestionBesideItIsAnswered() throws Exception {
        String type = "text/calendar; method=REPLY";
        assertEquals(Optional.empty(), reason(type, "REPLY", "Yes. Is there parking?"));
    }

    @Test
    void anInvitationIsAPersons() throws Exception {
        String type = "text/calendar; method=REQUEST";
        assertEquals(Optional.empty(), reason(type, "REQUEST", "Please come to us."));
    }

    private static ParsedMail wordless(String calendar) throws Exception {
        return MailFixture.read(
                MailFixture.raw(
                        "From: ann@cust.example",
                        "Subject: Visit",
                        "Content-Type: text/calendar; charset=utf-8",
                        "",
                        calendar));
    }

    private static String calendar(String... lines) {
        return "BEGIN:VCALENDAR\n" + String.join("\n", lines) + "\nEND:VCALENDAR";
    }

    private static final String ZONE =
            """
            BEGIN:VTIMEZONE
            TZID:Europe/Berlin
            BEGIN:STANDARD
            DTSTART:16010101T030000
            END:STANDARD
            END:VTIMEZONE\
            """;

    private static String event(String attendee) {
        return """
        BEGIN:VEVENT
        DTSTART;TZID="Europe/Berlin":20261201T100000
        BEGIN:VALARM
        SUMMARY:Alarm
        END:VALARM
        SUMMARY;LANGUAGE=de:Besuch\\, lan
         g
        %sEND:VEVENT\
        """
                .formatted(attendee);
    }

    private static String attendee(String answer) {
        return "ATTENDEE;CN=\"A: B\";PARTSTAT=" + answer + ":mailto:ann@cust.example\n";
    }

    @Test
    void whatWasDoneToTheEventIsTold() throws Exception {
        String named = " the event Besuch, lang (2026-12-01 10:00, Europe/Berlin)]";
        for (String[] each :
                new String[][] {
                    {"CANCEL", "", "[cancelled" + named},
                    {"REQUEST", "", "[invited to" + named},
                    {"PUBLISH", "", "[sent" + named},
                    {"COUNTER", "", "[proposed another time for" + named},
                    {"REPLY", attendee("ACCEPTED"), "[accepted" + named},
                    {"REPLY", attendee("DECLINED"), "[declined" + named},
                    {"REPLY", attendee("TENTATIVE"), "[may come to" + named}
                }) {
            ParsedMail mail = wordless(calendar("METHOD:" + each[0], ZONE, event(each[1])));
            assertEquals(each[2], mail.text());
            boolean waits = Set.of("REQUEST", "PUBLISH", "COUNTER").contains(each[0]);
            assertEquals(
                    Optional.of(waits ? UnansweredReason.NO_TEXT : UnansweredReason.AUTOMATIC),
                    mail.unanswered());
        }
        for (String[] each :
                new String[][] {
                    {"DTSTART:20261201T090000Z", " (2026-12-01 09:00, UTC)"},
                    {"DTSTART;VALUE=DATE:20261201", " (2026-12-01)"},
                    {"DTSTART:20261201T090000", " (2026-12-01 09:00)"},
                    {"DTSTART:tomorrow", ""},
                }) {
            String told =
                    calendar("METHOD:CANCEL", "BEGIN:VEVENT", "SUMMARY:X", each[0], "END:VEVENT");
            assertEquals("[cancelled the event X" + each[1] + "]", wordless(told).text());
        }
    }

    @Test
    void aCancelledEventIsNoQuestionUnlessSomebodyAsks() throws Exception {
        String type = "text/calendar; method=CANCEL";
        assertEquals(
                Optional.of(UnansweredReason.AUTOMATIC),
                reason(type, "CANCEL", "Sorry, I am ill."));
        assertEquals(
                Optional.empty(), reason(type, "CANCEL", "I am ill. Could we meet on Friday?"));
    }
}
