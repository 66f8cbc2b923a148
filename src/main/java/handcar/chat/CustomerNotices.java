package handcar.chat;

import module java.base;

import handcar.text.ResourceProperties;

/// What the product itself tells customers, by language (ISO 639-1), English where there is none.
final class CustomerNotices {
    private static final String DEFAULT = "en";
    private static final Properties TOO_MANY_MESSAGES =
            ResourceProperties.read(CustomerNotices.class, "too-many-messages.properties");
    private static final Properties ONLY_TEXT =
            ResourceProperties.read(CustomerNotices.class, "only-text.properties");
    private static final Properties FIELDS_ARRIVED =
            ResourceProperties.read(CustomerNotices.class, "fields-arrived.properties");
    private static final Properties VOICE_NOTE_FAILED =
            ResourceProperties.read(CustomerNotices.class, "voice-note-failed.properties");
    private static final Properties VOICE_NOTE_WAIT =
            ResourceProperties.read(CustomerNotices.class, "voice-note-wait.properties");

    private static final Properties PERSON_CALLED =
            ResourceProperties.read(CustomerNotices.class, "person-called.properties");

    private CustomerNotices() {}

    /// Somebody of staff was asked to join.
    static String personCalled(String language) {
        return of(PERSON_CALLED, language);
    }

    /// A voice note takes long to become text.
    static String voiceNoteWait(String language) {
        return of(VOICE_NOTE_WAIT, language);
    }

    /// A voice note could not be listened to, and a person answers.
    static String voiceNoteFailed(String language) {
        return of(VOICE_NOTE_FAILED, language);
    }

    static String tooManyMessages(String language) {
        return of(TOO_MANY_MESSAGES, language);
    }

    /// A form, an order or a payment has arrived, and staff see it.
    static String fieldsArrived(String language) {
        return of(FIELDS_ARRIVED, language);
    }

    static String onlyText(String language) {
        return of(ONLY_TEXT, language);
    }

    private static String of(Properties texts, String language) {
        return texts.getProperty(language, Objects.requireNonNull(texts.getProperty(DEFAULT)));
    }
}
