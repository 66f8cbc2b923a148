package handcar.channel.email;

import module java.base;

import handcar.chat.UnansweredReason;
import handcar.json.Json;
import handcar.text.Acknowledgement;
import handcar.text.HtmlMailText;

/// The text of a mail.
///
/// @param fresh what its sender wrote now; empty when that are files only
/// @param whole everything, when something was taken off
record MailText(String fresh, Optional<String> whole) {
    /// Characters of a mail's text that are stored in the webhook log.
    private static final int KEPT_TEXT = 64_000;

    private static final Pattern PHONE = MailWords.pattern("(?iu)^(?:%s)[.!]?$", "phone");

    private static final String LONGER =
            "[This mail is longer than is shown here: the rest stands in the whole message and in"
                    + " the mailbox.]";

    /// What is new in a whole text; all of it when nothing is, or when the new part says that there is more in the rest.
    static MailText of(String fresh, String whole) {
        boolean isWhole =
                fresh.isEmpty()
                        || MailWords.pointsInside(fresh)
                        || squeezed(fresh).equals(squeezed(whole));
        return isWhole
                ? new MailText(whole, Optional.empty())
                : new MailText(fresh, Optional.of(whole));
    }

    /// Why it is not answered when a program only tells that our mail came.
    Optional<UnansweredReason> acknowledged() {
        return Optional.of(UnansweredReason.AUTOMATIC).filter(_ -> Acknowledgement.matches(fresh));
    }

    /// What the webhook log keeps of the mail.
    String record(ParsedMail mail) {
        String all = whole.orElse(fresh);
        Map<String, Object> body = new HashMap<>();
        body.put("message_id", mail.name());
        body.put("from", mail.from());
        body.put("reply_to", mail.people().replyTo());
        body.put("subject", mail.subject().orElse(null));
        body.put("references", mail.answered());
        body.put("unanswered", mail.unanswered().map(UnansweredReason::wire).orElse(null));
        body.put("text", all.substring(0, Math.min(all.length(), KEPT_TEXT)));
        return Json.text(body);
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    /// The same with what stood in front of it in the whole, as far as there is something.
    MailText behind(Optional<String> other) {
        return new MailText(
                fresh, other.map(it -> it + "\n\n" + whole.orElse(fresh)).or(() -> whole));
    }

    /// The same when more was in the mail than is read.
    ///
    /// @param rest of it, as far as it is kept
    MailText before(Optional<String> rest) {
        return rest.map(
                        more ->
                                new MailText(
                                        (fresh + "\n\n" + LONGER).strip(),
                                        Optional.of((whole.orElse(fresh) + "\n" + more).strip())))
                .orElse(this);
    }

    static boolean isOfPhone(String line) {
        return PHONE.matcher(line).matches();
    }

    /// The lines as a text, without the line that a phone adds at the end.
    static String of(List<String> kept) {
        int end = kept.size();
        while (end > 0
                && (HtmlMailText.unmarked(kept.get(end - 1)).isBlank()
                        || PHONE.matcher(kept.get(end - 1).strip()).matches())) {
            end--;
        }
        String text = HtmlMailText.unmarked(String.join("\n", kept.subList(0, end)));
        return text.replaceAll("\n{3,}", "\n\n").strip();
    }
}
