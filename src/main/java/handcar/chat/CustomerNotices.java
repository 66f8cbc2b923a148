package handcar.chat;

import module java.base;

import handcar.text.ResourceProperties;

/// What the product itself tells customers, by language (ISO 639-1), English where there is none.
final class CustomerNotices {
    private static final String DEFAULT = "en";
    private static final Properties TOO_MANY_MESSAGES =
            ResourceProperties.read(CustomerNotices.class, "too-many-messages.properties");

    private CustomerNotices() {}

    static String tooManyMessages(String language) {
        return TOO_MANY_MESSAGES.getProperty(
                language, Objects.requireNonNull(TOO_MANY_MESSAGES.getProperty(DEFAULT)));
    }
}
