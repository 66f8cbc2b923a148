package handcar.channel.twilio;

import module java.base;

import handcar.net.HmacSignatures;
import handcar.problem.Problem;
import handcar.text.TextSanitizer;

/// A form as Twilio writes and signs it. The signature covers names and values one after the other, without their boundaries.
/// Therefore only Twilio's own way of writing is read; otherwise one signature would be valid for several forms.
/// <https://www.twilio.com/docs/usage/security#validating-requests>
record TwilioForm(Map<String, String> values) {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9_.-]{0,99}");

    private static final Pattern DEFAULT_PORT =
            Pattern.compile(
                    "^(https://[^/?#:]+(?=:443)|http://[^/?#:]+(?=:80)):\\d{2,3}(?=[/?#]|$)");

    private static final Pattern HOST = Pattern.compile("^https?://[^/?#:]+(?=[/?#]|$)");

    /// Reads a form; [Problem.Malformed] for anything that Twilio does not write.
    static TwilioForm of(String body) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : body.isEmpty() ? new String[0] : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = pair.substring(0, Math.max(0, equals));
            String value = pair.substring(equals + 1);
            if (!NAME.matcher(name).matches() || !isEncoded(value)) {
                throw malformed();
            }
            String before = values.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
            if (before != null) {
                throw malformed();
            }
        }
        return new TwilioForm(values);
    }

    /// The values with texts that a database can store; the signature covers them as they came.
    Map<String, String> cleaned() {
        Map<String, String> cleaned = new TreeMap<>();
        values.forEach((name, value) -> cleaned.put(name, TextSanitizer.cleaned(value)));
        return cleaned;
    }

    private static boolean isEncoded(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '=') {
                return false;
            }
            if (c == '%' && !(isHex(value, i + 1) && isHex(value, i + 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(String value, int at) {
        return at < value.length() && "0123456789ABCDEF".indexOf(value.charAt(at)) >= 0;
    }

    private static Problem.Malformed malformed() {
        return new Problem.Malformed("form_invalid", "The body is not a form of Twilio's.");
    }

    /// Whether the token signed this form for this address. Twilio may leave out a default port.
    boolean isSigned(String given, String url, String token) {
        boolean signed = false;
        for (String address : Stream.of(url, withoutPort(url), withPort(url)).distinct().toList()) {
            signed |= HmacSignatures.same(given, HmacSignatures.base64Sha1(token, bytes(address)));
        }
        return signed;
    }

    private byte[] bytes(String address) {
        StringBuilder signed = new StringBuilder(address);
        values.forEach((name, value) -> signed.append(name).append(value));
        return signed.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String withoutPort(String url) {
        Matcher found = DEFAULT_PORT.matcher(url);
        return found.find() ? found.group(1) + url.substring(found.end()) : url;
    }

    private static String withPort(String url) {
        Matcher found = HOST.matcher(url);
        return found.find()
                ? found.group()
                        + (url.startsWith("https") ? ":443" : ":80")
                        + url.substring(found.end())
                : url;
    }
}
