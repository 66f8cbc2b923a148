package handcar.channel.slack;

import module java.base;

/// Converts what a person typed in Slack into Markdown. See
/// <https://docs.slack.dev/messaging/formatting-message-text/>.
final class SlackText {
    /// `<https://shop.example|our shop>`, `<mailto:a@b.c|a@b.c>`, `<@U1>`, `<#C1|general>`, `<!here>`.
    private static final Pattern MARKED =
            Pattern.compile("<([^<>|]{1,3000})(?:\\|([^<>]{0,3000}))?>");

    /// `*bold*`, with no letter or star outside and no blank inside.
    private static final Pattern BOLD =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}*])\\*(?=[^\\s*])([^*\n"
                            + "]{0,1000}[^\\s*])\\*(?![\\p{L}\\p{N}*])");

    private static final Pattern STRUCK =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}~])~(?=[^\\s~])([^~\n]{0,1000}[^\\s~])~(?![\\p{L}\\p{N}~])");

    /// Also in bold, in a list, in a quotation, in brackets, or after emoji.
    private static final Pattern INTERNAL =
            Pattern.compile(
                    "(?iu)(?:[\\s*_~`•◦▪(\\[{\"'“„\\p{So}\\x{1F3FB}-\\x{1F3FF}\\u200D\\uFE0F-]|&gt;"
                        + "|:[\\p{Ll}\\p{N}_+'-]{1,100}:|\\d{1,2}[.)])*+(?:(?:cc|fyi|ping|attn)\\b[\\s:,.]*+)?"
                        + "(?:<@|<!(?:subteam\\^|here|channel|everyone)|//)");

    /// Slack tells mentions by ids alone.
    private static final String COLLEAGUE = "colleague";

    private SlackText() {}

    /// The lines that are meant for the customer: one that begins with a mention of a colleague, also as `cc @Eva`, or with `//`,
    /// stays among staff.
    static String forCustomer(String text) {
        return text.lines()
                .filter(line -> !INTERNAL.matcher(line).lookingAt())
                .collect(Collectors.joining("\n"))
                .strip();
    }

    static String markdown(String text) {
        String plain =
                MARKED.matcher(SlackEmoji.characters(text))
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                written(
                                                        found.group(1),
                                                        found.group(2) == null
                                                                ? ""
                                                                : found.group(2))));
        String marked =
                STRUCK.matcher(BOLD.matcher(plain).replaceAll("**$1**")).replaceAll("~~$1~~");
        return marked.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip();
    }

    private static String written(String target, String label) {
        return switch (target.charAt(0)) {
            // a mention of staff's people and channels means nothing to a customer but its name;
            // without
            // one the sentence still needs its word
            case '@' -> label.isEmpty() ? "@" + COLLEAGUE : "@" + label;
            case '#' -> label.isEmpty() ? "" : "#" + label;
            case '!' -> label.startsWith("@") || target.startsWith("!date^") ? label : "";
            default -> link(target, label);
        };
    }

    private static String link(String target, String label) {
        String address =
                target.startsWith("mailto:") ? target.substring("mailto:".length()) : target;
        if (label.isEmpty() || label.equals(address) || address.endsWith("//" + label)) {
            return address;
        }
        return "[" + label + "](" + target + ")";
    }
}
