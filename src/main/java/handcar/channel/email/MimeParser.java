package handcar.channel.email;

import module java.base;

import handcar.text.Sha256;
import handcar.text.TextSanitizer;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;

/// Parses a mail, also one that does not follow the standards.
final class MimeParser {
    private static final Set<String> MASS = Set.of("bulk", "list", "junk", "auto_reply");

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>@,;:\"()]{1,64}@[^\\s<>@,;:\"()]{1,255}");

    /// Addresses of mail servers, and of senders who read no replies.
    private static final Pattern MACHINE =
            Pattern.compile(
                    "^(?:mailer-daemon|postmaster)@|^(?:no-?reply|do-?not-?reply)[^@]{0,40}@");

    private static final List<String> AUTOMATIC_HEADERS =
            List.of("List-Id", "X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond");

    /// In characters.
    private static final int LONGEST_SUBJECT = 1_000;

    private MimeParser() {}

    /// @param address makes the addresses of its parts
    static ParsedMail read(MimeMessage message, MimeParts.PartAddress address)
            throws MessagingException, IOException {
        MimeParts parts = MimeParts.of(message, address);
        String sender = header(message, "From");
        String from = address(sender);
        String replyTo = address(header(message, "Reply-To"));
        String subject =
                TextSanitizer.first(
                        LONGEST_SUBJECT, TextSanitizer.oneLine(words(header(message, "Subject"))));
        String given =
                MessageIds.names(header(message, "Message-ID")).stream().findFirst().orElse("");
        String fingerprint =
                fingerprint(given, from, header(message, "Date"), subject, parts.text());
        String name = given.isEmpty() ? fingerprint + "@nameless" : given;
        boolean machine = MACHINE.matcher(from).find();
        return new ParsedMail(
                name,
                given.isEmpty() ? name : name + "/" + fingerprint.substring(0, 8),
                from,
                name(sender),
                replyTo.isEmpty() ? from : replyTo,
                Optional.of(subject).filter(text -> !text.isEmpty()),
                receivedAt(message),
                MessageIds.answered(header(message, "In-Reply-To"), header(message, "References")),
                header(message, "References"),
                QuotedReplyStripper.of(parts.text(), subject),
                parts.text(),
                parts.attachments(),
                isAutomatic(message) || (machine && replyTo.isEmpty()),
                parts.report(from.startsWith("mailer-daemon@")));
    }

    /// RFC 3834, and the headers that programs used before it.
    private static boolean isAutomatic(MimeMessage message) throws MessagingException {
        String submitted = header(message, "Auto-Submitted").strip().toLowerCase(Locale.ROOT);
        String precedence = header(message, "Precedence").strip().toLowerCase(Locale.ROOT);
        boolean automatic =
                (!submitted.isEmpty() && !submitted.startsWith("no"))
                        || MASS.contains(precedence)
                        || header(message, "Return-Path").strip().equals("<>");
        for (String field : AUTOMATIC_HEADERS) {
            automatic |= !header(message, field).isBlank();
        }
        return automatic;
    }

    /// When our server received the mail; a sender's clock may be wrong.
    private static Instant receivedAt(MimeMessage message) throws MessagingException {
        Instant now = Instant.now();
        Date received = message.getReceivedDate();
        return received == null || received.toInstant().isAfter(now) ? now : received.toInstant();
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

    /// The first address in a header, in lower case; empty when there is none.
    private static String address(String header) {
        return addresses(header).stream()
                .map(each -> each.getAddress() == null ? "" : each.getAddress().strip())
                .filter(bare -> ADDRESS.matcher(bare).matches())
                .findFirst()
                .or(
                        () ->
                                ADDRESS.matcher(MimeText.recoded(header))
                                        .results()
                                        .map(MatchResult::group)
                                        .findFirst())
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    private static Optional<String> name(String header) {
        return addresses(header).stream()
                .findFirst()
                .flatMap(sender -> Optional.ofNullable(sender.getPersonal()))
                .map(TextSanitizer::oneLine)
                .filter(text -> !text.isEmpty() && text.length() <= 200);
    }

    private static List<InternetAddress> addresses(String header) {
        try {
            return List.of(InternetAddress.parseHeader(MimeText.recoded(header), false));
        } catch (AddressException e) {
            return List.of(); // written by hand
        }
    }

    private static String fingerprint(String... facts) {
        byte[] all = (String.join("\0", facts) + "\0").getBytes(StandardCharsets.UTF_8);
        return Sha256.hex(all).substring(0, 32);
    }
}
