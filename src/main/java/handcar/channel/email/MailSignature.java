package handcar.channel.email;

import module java.base;

import handcar.text.Interrogative;

/// Tells a signature from words of the customer's that stand at its place.
final class MailSignature {
    /// In lines; more are a text.
    static final int LONGEST = 8;

    private static final Pattern POSTSCRIPT =
            Pattern.compile("(?iu)^(?:P\\.? ?S\\b|N\\.? ?B\\b|З\\.? ?Ы\\b|追伸)");

    private MailSignature() {}

    /// Whether the lines begin with the sender's name, say nothing to us, and the mail does not point at them.
    ///
    /// @param said what stands above
    static boolean isAlone(List<String> lines, List<String> said, MailPeople people) {
        return lines.size() <= LONGEST
                && lines.stream().limit(2).anyMatch(people::isNamedIn)
                && said.stream().noneMatch(MailWords::pointsBelow)
                && lines.stream().map(String::strip).noneMatch(MailSignature::isSaid);
    }

    /// A question, or what somebody forgot above.
    private static boolean isSaid(String line) {
        return POSTSCRIPT.matcher(line).find() || Interrogative.surelyAsks(line);
    }
}
