package handcar.json;

import module java.base;

import org.jspecify.annotations.Nullable;

/// Reads untrusted JSON without exceptions. A missing or wrongly typed field is an empty view, so reading a provider's
/// payload is one expression: `view.at("choices").at(0).at("delta").text("content")`.
public record JsonView(@Nullable Object value) {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,20}(?:\\.\\d{1,20})?");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");

    /// The JSON in these bytes; an empty view when they are not JSON.
    public static JsonView lenient(byte[] json) {
        try {
            return new JsonView(Json.any(json));
        } catch (MalformedJsonException _) {
            return new JsonView(null);
        }
    }

    /// The field of an object.
    public JsonView at(String field) {
        return new JsonView(value instanceof Map<?, ?> map ? map.get(field) : null);
    }

    /// The element of an array.
    public JsonView at(int index) {
        return new JsonView(
                value instanceof List<?> list && index >= 0 && index < list.size()
                        ? list.get(index)
                        : null);
    }

    /// The elements of an array; none for anything else.
    public Stream<JsonView> each() {
        return value instanceof List<?> list ? list.stream().map(JsonView::new) : Stream.empty();
    }

    /// The field when it is a string that is not empty.
    public Optional<String> text(String field) {
        return at(field).text();
    }

    /// The value itself when it is a string that is not empty.
    public Optional<String> text() {
        if (value instanceof LongText text) {
            return Optional.of(text.read());
        }
        return value instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }

    /// The field when it is a whole number, also one written as a string of digits.
    public OptionalLong number(String field) {
        return at(field).number();
    }

    /// The value itself when it is a whole number, also one written as a string of digits.
    public OptionalLong number() {
        if (value instanceof Number number) {
            // a larger number would become another one
            return Math.abs(number.doubleValue()) < 0x1p63
                    ? OptionalLong.of(number.longValue())
                    : OptionalLong.empty();
        }
        if (value instanceof String text && WHOLE_NUMBER.matcher(text).matches()) {
            return OptionalLong.of(Long.parseLong(text));
        }
        return OptionalLong.empty();
    }

    /// The field as [#number] reads it, as an object that may be missing.
    public Optional<Long> whole(String field) {
        OptionalLong number = number(field);
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    /// Whether the field is the literal `true`.
    public boolean isTrue(String field) {
        return Boolean.TRUE.equals(at(field).value);
    }

    /// Whether the value is a number, or one written as a string.
    public boolean isNumeric() {
        return value instanceof Number
                || (value instanceof String text && DECIMAL.matcher(text).matches());
    }

    /// Whether there is a value at all.
    public boolean isPresent() {
        return value != null;
    }

    /// The fields of an object; none for anything else.
    @SuppressWarnings("unchecked")
    public Map<String, Object> fields() {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
