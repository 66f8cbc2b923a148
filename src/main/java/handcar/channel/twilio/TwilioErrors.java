package handcar.channel.twilio;

import module java.base;

/// Twilio's error numbers. <https://www.twilio.com/docs/api/errors>
final class TwilioErrors {
    /// Too many requests, a full queue, a busy sender: the same message may be sent later.
    private static final Set<String> TEMPORARY =
            Set.of("20429", "14107", "20503", "21611", "30001", "30022", "63010", "63018", "63038");

    private static final Map<String, String> MEANINGS =
            Map.of(
                    "20003", "the account SID and the auth token do not belong together",
                    "21211", "the customer's number is not valid",
                    "21408", "messages to this country are switched off in the Console",
                    "21606", "the sender is not a number of this account that can send",
                    "21610", "the customer has opted out (STOP)",
                    "21614", "the customer's number cannot receive messages",
                    "63003", "the customer cannot be reached on WhatsApp",
                    "63007", "the sender is not set up for WhatsApp",
                    "63016",
                            "the customer's last message is more than 24 hours old; WhatsApp"
                                    + " delivers only approved templates now",
                    "63024", "the customer's number is not on WhatsApp");

    private TwilioErrors() {}

    static boolean isTemporary(String code) {
        return TEMPORARY.contains(code);
    }

    /// An explanation for staff.
    static String sentence(String code, String message) {
        String meaning =
                MEANINGS.getOrDefault(code, message.isEmpty() ? "see Twilio's list" : message);
        return "Twilio " + code + ": " + meaning;
    }
}
