package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;

/// What calendars of customers answer to invitations.
class CalendarReplyTest {
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
    void areStoredWithTheReason() throws Exception {
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
}
