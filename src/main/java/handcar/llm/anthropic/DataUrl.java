package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;
import handcar.json.LongText;

/// A `data:` URL. Its content stays where it is when it is large.
/// <https://www.rfc-editor.org/rfc/rfc2397>
///
/// @param type the media type in lower case; empty when it has none
/// @param content as it came, a text or a [LongText]
record DataUrl(String type, boolean isBase64, Object content) {
    private static final Pattern HEAD =
            Pattern.compile("data:([\\w.+/-]*)((?:;[\\w.+=\"-]+)*?)(;base64)?");

    static Optional<DataUrl> of(JsonView url) {
        if (url.value() instanceof LongText text) {
            return text.split(',').flatMap(split -> of(split.before(), split.after()));
        }
        String text = url.text().orElse("");
        int comma = text.indexOf(',');
        return comma < 0
                ? Optional.empty()
                : of(text.substring(0, comma), text.substring(comma + 1));
    }

    private static Optional<DataUrl> of(String head, Object content) {
        Matcher matcher = HEAD.matcher(head);
        return matcher.matches()
                ? Optional.of(
                        new DataUrl(
                                matcher.group(1).toLowerCase(Locale.ROOT),
                                matcher.group(3) != null,
                                content))
                : Optional.empty();
    }

    /// Its content, decoded; `IllegalArgumentException` when it cannot be.
    byte[] bytes() {
        String text = new JsonView(content).text().orElse("");
        return isBase64
                ? Base64.getMimeDecoder().decode(text)
                : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
                        .getBytes(StandardCharsets.UTF_8);
    }
}
