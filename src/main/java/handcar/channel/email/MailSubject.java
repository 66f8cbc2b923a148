package handcar.channel.email;

import module java.base;

/// Compares the subjects of mails, as far as people write them.
final class MailSubject {
    /// What mail programs write before the subject of a reply or of a mail that is sent on.
    private static final Pattern PREFIX =
            Pattern.compile(
                    "(?iuU)^(?:\\s*(?:re|aw|antw|sv|vs|odp|ref|rif|res|r|ynt|ant|bls|vá|απ|отв|на|回复|答复|回覆|返信|fwd?|fw|wg|tr|rv|enc|i|doorst|vb|vl|pd|továbbítás|转发|轉寄)(?:\\[\\d+]|\\(\\d+\\)|\\^\\d+)?\\s*[:：])+");

    private static final Pattern BLANK = Pattern.compile("(?U)\\s+");

    private MailSubject() {}

    /// The subject without such words, in lower case and with single spaces; empty when nothing is left.
    static Optional<String> of(ParsedMail mail) {
        return mail.subject().map(MailSubject::plain).filter(subject -> !subject.isEmpty());
    }

    static String plain(String subject) {
        String own = PREFIX.matcher(subject).replaceFirst("");
        return BLANK.matcher(own).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }
}
