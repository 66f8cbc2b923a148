package handcar.agent;

import module java.base;

import handcar.text.ResourceProperties;

/// Recognises a sentence that asks the customer for what no agent may know: payment data, passwords, codes and numbers of
/// identity. A model may be led to ask for them by a document or by another customer.
final class SecretRequest {
    private static final Properties WORDS =
            ResourceProperties.read(SecretRequest.class, "secrets.properties");
    private static final Pattern SECRET =
            Pattern.compile(
                    whole(WORDS.getProperty("secret", ""))
                            + "|"
                            + WORDS.getProperty("secret-spaceless", ""),
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern SPACELESS =
            Pattern.compile(WORDS.getProperty("secret-spaceless", ""));
    private static final Pattern REQUEST =
            Pattern.compile(
                    whole(WORDS.getProperty("request", "")),
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /// In words; a shorter text with a secret is nothing but the request for it: "Your card number, please?"
    private static final int SHORT = 4;

    private SecretRequest() {}

    static boolean isQuestion(String sentence) {
        return CourtesyPhrases.asks(sentence) && isIn(sentence);
    }

    /// Whether a question or a plain sentence asks for it: "Please send your card number."
    static boolean isIn(String sentence) {
        String text = sentence.replace('’', '\'').replaceAll("[*_\\s]+", " ");
        return SECRET.matcher(text).find()
                && (REQUEST.matcher(text).find()
                        || SPACELESS.matcher(text).find()
                        || WORD.matcher(text).results().count() <= SHORT);
    }

    private static String whole(String words) {
        return "(?<![\\p{L}\\p{N}])(?:" + words + ")(?![\\p{L}\\p{N}])";
    }
}
