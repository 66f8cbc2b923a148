package handcar.channel.slack;

import module java.base;

import handcar.text.ResourceProperties;

import org.jspecify.annotations.Nullable;

/// Slack sends every emoji as its name, `:wave:` or `:wave::skin-tone-3:`; customers read the character. One of the workspace's own
/// is a picture that only it has: its name stays, because it may be a word of the sentence.
final class SlackEmoji {
    private static final Properties CHARACTERS =
            ResourceProperties.read(SlackEmoji.class, "emoji.properties");

    /// Not the `:30:` of a time.
    private static final Pattern NAME =
            Pattern.compile(
                    "(?<!\\p{N}):([\\p{Ll}\\p{N}_+'-]{1,100}):(?::skin-tone-([2-6]):)?(?![\\p{L}\\p{N}])");

    private static final int FIRST_TONE = 0x1F3FB;
    private static final String AS_PICTURE = "\uFE0F";

    private SlackEmoji() {}

    /// The text with characters in place of names.
    static String characters(String text) {
        // emoji that stand side by side: the end of one is no letter before the next
        return NAME.matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        Optional.ofNullable(CHARACTERS.getProperty(found.group(1)))
                                                .map(emoji -> toned(emoji, found.group(2)))
                                                .orElse(found.group())));
    }

    private static String toned(String emoji, @Nullable String tone) {
        if (tone == null) {
            return emoji;
        }
        int end = emoji.offsetByCodePoints(0, 1);
        String rest = emoji.substring(end);
        return emoji.substring(0, end)
                + Character.toString(FIRST_TONE + Integer.parseInt(tone) - 2)
                + (rest.startsWith(AS_PICTURE) ? rest.substring(1) : rest);
    }
}
