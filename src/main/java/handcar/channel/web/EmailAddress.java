package handcar.channel.web;

import module java.base;

import handcar.http.JsonBody;

/// The e-mail address that a visitor names. Whether it is theirs is not known.
final class EmailAddress {
    /// RFC 5321 §4.5.3.1.3.
    private static final int LONGEST = 254;

    /// One address as people write it, with a domain that has a dot: what a mail server takes without quotes, and no list, name or header.
    private static final Pattern SHAPE =
            Pattern.compile(
                    "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*"
                        + "@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}-]{2,63}");

    private EmailAddress() {}

    /// The required field `email`.
    static String read(JsonBody body) {
        String email = body.text("email", 3, LONGEST).strip();
        check(body, email);
        return email;
    }

    /// The field `email`, if there is one.
    static Optional<String> find(JsonBody body) {
        Optional<String> email = body.findText("email", 3, LONGEST).map(String::strip);
        email.ifPresent(text -> check(body, text));
        return email;
    }

    private static void check(JsonBody body, String email) {
        if (!SHAPE.matcher(email).matches()) {
            body.fault("email", "must be an e-mail address");
        }
    }
}
