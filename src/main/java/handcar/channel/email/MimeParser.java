package handcar.channel.email;

import module java.base;

import handcar.text.TextSanitizer;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;

/// Parses a mail, however its program followed the standards.
final class MimeParser {
    private static final Set<String> MASS = Set.of("bulk", "list", "junk", "auto_reply");

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>@,;:\"()]{1,64}@[^\\s<>@,;:\"()]{1,255}");

    /// Senders that only transport mail, or read none.
    private static final Pattern MACHINE =
            Pattern.compile(
                    "^(?:mailer-daemon|postmaster)@|^(?:no-?reply|do-?not-?reply)[^@]{0,40}@");

    private static final int LONGEST_SUBJECT = 1_000;

    private MimeParser() {}

    /// @param place how its parts are addressed
    static ParsedMail read(MimeMessage message, MimeParts.Place place)
            throws MessagingException, IOException {
        MimeParts parts = MimeParts.of(message, place);
        String from = address(header(message, "From"));
        Optional<String> replyTo =
                Optional.of(address(header(message, "Reply-To"))).filter(a -> !a.isEmpty());
        Optional<String> subject = subject(message);
        Instant at = at(message);
        String given =
                MessageIds.names(header(message, "Message-ID")).stream().findFirst().orElse("");
        String print =
                fingerprint(given, from, header(message, "Date"), subject.orElse(""), parts.text());
        String name = given.isEmpty() ? print + "@nameless" : given;
        boolean machine = MACHINE.matcher(from).find();
        boolean daemon = machine && from.startsWith("mailer-daemon");
        return new ParsedMail(
                name,
                given.isEmpty() ? name : name + "/" + print.substring(0, 8),
                from,
                name(header(message, "From")),
                replyTo.orElse(from),
                subject,
                at,
                MessageIds.answered(header(message, "In-Reply-To"), header(message, "References")),
                header(message, "References"),
                QuotedReplyStripper.of(parts.text(), subject.orElse("")),
                parts.text(),
                parts.attachments(),
                isAutomatic(message) || (machine && replyTo.isEmpty()),
                parts.report(daemon));
    }

    /// RFC 3834, and what was there before it.
    private static boolean isAutomatic(MimeMessage message) throws MessagingException {
        String submitted = header(message, "Auto-Submitted").strip().toLowerCase(Locale.ROOT);
        if (!submitted.isEmpty() && !submitted.startsWith("no")) {
            return true;
        }
        if (MASS.contains(header(message, "Precedence").strip().toLowerCase(Locale.ROOT))) {
            return true;
        }
        for (String field :
                List.of("List-Id", "X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond")) {
            if (!header(message, field).isBlank()) {
                return true;
            }
        }
        return header(message, "Return-Path").strip().equals("<>");
    }

    private static Optional<String> subject(MimeMessage message) throws MessagingException {
        String clean =
                TextSanitizer.cleaned(words(header(message, "Subject")))
                        .replaceAll("\\s+", " ")
                        .strip();
        return clean.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        clean.substring(
                                0,
                                clean.offsetByCodePoints(
                                        0,
                                        Math.min(
                                                LONGEST_SUBJECT,
                                                clean.codePointCount(0, clean.length())))));
    }

    /// When our server got it; a sender's clock may say anything.
    private static Instant at(MimeMessage message) throws MessagingException {
        Instant now = Instant.now();
        Date received = message.getReceivedDate();
        Instant at = received == null ? now : received.toInstant();
        return at.isAfter(now) ? now : at;
    }

    /// All values of a header as one, in the letters that were meant.
    static String header(MimeMessage message, String field) throws MessagingException {
        String[] values = message.getHeader(field);
        return values == null ? "" : MimeUtility.unfold(String.join(" ", values));
    }

    /// Encoded words decoded (RFC 2047); bare bytes are UTF-8 where they can be (RFC 6532).
    static String words(String raw) {
        try {
            return MimeUtility.decodeText(MimeText.recoded(raw));
        } catch (IOException | RuntimeException e) {
            return raw; // a charset nobody knows: as it came
        }
    }

    private static String address(String header) {
        String plain = MimeText.recoded(header);
        try {
            for (InternetAddress each : InternetAddress.parseHeader(plain, false)) {
                String bare = each.getAddress() == null ? "" : each.getAddress().strip();
                if (ADDRESS.matcher(bare).matches()) {
                    return bare.toLowerCase(Locale.ROOT);
                }
            }
        } catch (AddressException e) {
            // written by hand; what looks like an address is one
        }
        Matcher found = ADDRESS.matcher(plain);
        return found.find() ? found.group().toLowerCase(Locale.ROOT) : "";
    }

    private static Optional<String> name(String header) {
        try {
            InternetAddress[] all = InternetAddress.parseHeader(MimeText.recoded(header), false);
            return all.length == 0
                    ? Optional.empty()
                    : Optional.ofNullable(all[0].getPersonal())
                            .map(
                                    text ->
                                            TextSanitizer.cleaned(text)
                                                    .replaceAll("\\s+", " ")
                                                    .strip())
                            .filter(text -> !text.isEmpty() && text.length() <= 200);
        } catch (AddressException e) {
            return Optional.empty();
        }
    }

    private static String fingerprint(String... facts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String fact : facts) {
                digest.update(fact.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
