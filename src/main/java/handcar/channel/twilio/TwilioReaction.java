package handcar.channel.twilio;

import module java.base;

import handcar.text.ResourceProperties;

/// A reaction to a text message. Phones that cannot show one to another network send it as a text: `Liked “It is 5 €.”`,
/// `👍 to “It is 5 €.”`, `Removed a like from “…”`.
///
/// @param emoji empty when it was taken off
/// @param quoted the beginning of the message that it is on
record TwilioReaction(String emoji, String quoted) {
    private static final Properties WORDS =
            ResourceProperties.read(TwilioReaction.class, "reactions.properties");

    /// What is done, and the quoted words up to the end of the text.
    private static final Pattern SHAPE =
            Pattern.compile("^(.{1,40}?)\\s*[“„«\"]\\s?(.+?)\\s?[”“»\"]$", Pattern.DOTALL);

    /// An emoji before "to", in any language.
    private static final Pattern EMOJI =
            Pattern.compile(
                    "^(?:\\p{L}+"
                        + " )?(\\p{IsEmoji_Presentation}\\S{0,8}|❤\\S{0,4})(?:\\s\\p{L}{1,4})?$");

    static Optional<TwilioReaction> of(String body) {
        Matcher found = SHAPE.matcher(body.replaceAll("[\\p{Cf}&&[^\\u200D]]", "").strip());
        return found.matches()
                ? emoji(found.group(1).strip().toLowerCase(Locale.ROOT))
                        .map(emoji -> new TwilioReaction(emoji, found.group(2)))
                : Optional.empty();
    }

    private static Optional<String> emoji(String done) {
        for (String name : WORDS.stringPropertyNames()) {
            if (done.matches("(?su)" + WORDS.getProperty(name))) {
                return Optional.of(name.equals("none") ? "" : name);
            }
        }
        Matcher emoji = EMOJI.matcher(done);
        return emoji.matches() ? Optional.of(emoji.group(1)) : Optional.empty();
    }
}
