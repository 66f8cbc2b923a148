package handcar.channel.email;

import module java.base;

import handcar.chat.UnansweredReason;
import handcar.text.Acknowledgement;
import handcar.text.HtmlMailText;

/// The text of a mail.
///
/// @param fresh what its sender wrote now; empty when that are files only
/// @param whole everything, when something was taken off
record MailText(String fresh, Optional<String> whole) {
    private static final Pattern PHONE = MailWords.pattern("(?iu)^(?:%s)[.!]?$", "phone");

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

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    /// The same with what stood in front of it in the whole, as far as there is something.
    MailText behind(Optional<String> other) {
        return new MailText(
                fresh, other.map(it -> it + "\n\n" + whole.orElse(fresh)).or(() -> whole));
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
