package handcar.text;

import module java.base;

/// Recognises whole replies of two or three words, whose single words may be another language's.
final class ShortReply {
    private static final Map<String, Language> REPLIES = replies();

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

    private ShortReply() {}

    private static Map<String, Language> replies() {
        Properties known = ResourceProperties.read(ShortReply.class, "short-replies.properties");
        Map<String, Language> replies = new HashMap<>();
        for (String code : known.stringPropertyNames()) {
            for (String reply : known.getProperty(code).split(";", -1)) {
                replies.put(reply.strip(), Language.ofCode(code));
            }
        }
        return Map.copyOf(replies);
    }

    /// The language of the text, if it is such a reply.
    static Optional<Language> language(String text) {
        String plain =
                NO_LETTERS
                        .matcher(
                                Normalizer.normalize(
                                        text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC))
                        .replaceAll(" ")
                        .strip();
        return Optional.ofNullable(REPLIES.get(plain));
    }
}
