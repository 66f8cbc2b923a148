package handcar.channel.email;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.email.MailPeople.OurAddresses;
import handcar.chat.UnansweredReason;
import handcar.text.Sha256;
import handcar.text.TextSanitizer;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;

/// Parses a mail, also one that does not follow the standards.
final class MimeParser {
    /// In characters.
    private static final int LONGEST_SUBJECT = 1_000;

    /// Servers keep a mail that they cannot deliver for days.
    private static final Duration LONG_WAY = Duration.ofDays(1);

    private static final Duration LONGEST_WAY = Duration.ofDays(30);

    private static final String NOBODY = "This mail does not tell who wrote it.";

    private MimeParser() {}

    /// @param ours the addresses of the account that it came to
    /// @param address makes the addresses of its parts
    static ParsedMail read(MimeMessage message, OurAddresses ours, MimeParts.PartAddress address)
            throws MessagingException, IOException {
        MailPeople told = MailPeople.of(message, ours);
        List<String> answered =
                MessageIds.answered(header(message, "In-Reply-To"), header(message, "References"));
        // some programs put all mails of a form into one thread
        boolean mayBeReply = told.isUnnamedForm() && told.isProgram();
        boolean mayBeForm =
                (told.isForm() || told.isUnnamedForm()) && (answered.isEmpty() || mayBeReply);
        MimeParts parts = MimeParts.of(message, address, mayBeForm);
        MailForm form = mayBeForm ? MailForm.of(parts.text()) : MailForm.NONE;
        String subject =
                TextSanitizer.first(
                        LONGEST_SUBJECT, TextSanitizer.oneLine(words(header(message, "Subject"))));
        Optional<ForwardedMail> forwarded =
                ForwardedMail.of(message, told, subject, parts, answered);
        MailPeople people = forwarded.map(ForwardedMail::people).orElseGet(() -> form.writer(told));
        String text =
                forwarded.isPresent()
                        ? forwarded.get().text()
                        : ForwardedMail.carried(message, parts).orElseGet(parts::text);
        String given =
                MessageIds.names(header(message, "Message-ID")).stream().findFirst().orElse("");
        String fingerprint =
                fingerprint(given, people.from(), header(message, "Date"), subject, parts.text());
        String name = given.isEmpty() ? fingerprint + "@nameless" : given;
        MailOrigin origin = new MailOrigin(message, people, form, answered);
        boolean isNobodys = people.from().isEmpty() && people.sender().isEmpty();
        Optional<CalendarMessage> calendar = CalendarMessage.of(message);
        Optional<UnansweredReason> unanswered =
                origin.unanswered(subject, text)
                        .or(() -> forwarded.map(_ -> UnansweredReason.FORWARDED))
                        .or(() -> calendar.flatMap(each -> each.unanswered(text)))
                        .or(() -> Optional.of(UnansweredReason.UNREADABLE).filter(_ -> isNobodys));
        Optional<String> event = calendar.flatMap(CalendarMessage::told);
        return new ParsedMail(
                name,
                given.isEmpty() ? name : name + "/" + fingerprint.substring(0, 8),
                people,
                MailRecipients.of(message, ours),
                Optional.of(subject).filter(words -> !words.isEmpty()),
                at(message),
                answered,
                header(message, "References"),
                text.isBlank() ? event.map("[%s]"::formatted).orElse("") : text,
                parts.placeholder(),
                parts.rest(),
                Stream.of(
                                context("Forwarded by", forwarded.map(ForwardedMail::by)),
                                context("Calendar", event.filter(_ -> !text.isBlank())),
                                context("Sender", Optional.of(NOBODY).filter(_ -> isNobodys)),
                                parts.attachments().stream())
                        .flatMap(each -> each)
                        .toList(),
                unanswered,
                unanswered.isEmpty() && origin.isByStaff(subject, text),
                parts.report(people.from().startsWith("mailer-daemon@")),
                GmailReaction.in(message));
    }

    /// What stands beside the words of the mail.
    private static Stream<Attachment> context(String what, Optional<String> told) {
        return told.map(words -> ContextAttachments.of(what, words, Optional.empty())).stream();
    }

    /// When our server received the mail, or when it was written if it was long on its way. A sender's clock may be wrong: hours and
    /// years are not believed.
    private static Instant at(MimeMessage message) throws MessagingException {
        Instant now = Instant.now();
        Date date = message.getReceivedDate();
        Instant received = date == null || date.toInstant().isAfter(now) ? now : date.toInstant();
        return Optional.ofNullable(message.getSentDate())
                .map(Date::toInstant)
                .filter(sent -> sent.isBefore(received.minus(LONG_WAY)))
                .filter(sent -> sent.isAfter(received.minus(LONGEST_WAY)))
                .orElse(received);
    }

    /// All values of a header as one line.
    static String header(MimeMessage message, String field) throws MessagingException {
        String[] values = message.getHeader(field);
        return values == null ? "" : MimeUtility.unfold(String.join(" ", values));
    }

    /// A header with its encoded words decoded (RFC 2047), and bare bytes as UTF-8 if they are (RFC 6532).
    static String words(String raw) {
        try {
            return MimeUtility.decodeText(MimeText.recoded(raw));
        } catch (IOException | RuntimeException e) {
            return raw; // of an unknown charset
        }
    }

    private static String fingerprint(String... facts) {
        byte[] all = (String.join("\0", facts) + "\0").getBytes(StandardCharsets.UTF_8);
        return Sha256.hex(all).substring(0, 32);
    }
}
