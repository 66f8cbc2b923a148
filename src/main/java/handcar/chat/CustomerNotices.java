package handcar.chat;

import module java.base;

/// What the product itself tells customers, by language (ISO 639-1), English where there is none.
final class CustomerNotices {
    private static final String DEFAULT = "en";
    private static final Properties TOO_MANY_MESSAGES = read("too-many-messages.properties");

    private CustomerNotices() {}

    static String tooManyMessages(String language) {
        return TOO_MANY_MESSAGES.getProperty(
                language, Objects.requireNonNull(TOO_MANY_MESSAGES.getProperty(DEFAULT)));
    }

    private static Properties read(String file) {
        try (Reader reader =
                new InputStreamReader(
                        Objects.requireNonNull(CustomerNotices.class.getResourceAsStream(file)),
                        StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
