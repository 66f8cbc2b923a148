package handcar.llm.provider;

import module java.base;

import handcar.json.JsonView;
import handcar.json.LongText;

import org.jspecify.annotations.Nullable;

/// What the value of a field may be, to any depth. What a translation does not read would be dropped in silence, so the first value
/// that is not what it should be, and the first field that nobody knows, are refused by their place (`messages[0].content[1].text`).
/// A field that is null is one that is not there.
///
/// @param expected what it is, in words, for the error
/// @param fits whether a value is of the right type
/// @param inside checks what is in a value of that type
public record FieldShape(String expected, Predicate<Object> fits, Inside inside) {
    /// Whatever is in it is passed on, or has no meaning for the answer.
    public static final FieldShape ANY = of("a value", _ -> true);

    public static final FieldShape TEXT =
            of("a string", value -> value instanceof String || value instanceof LongText);
    public static final FieldShape FLAG = of("a boolean", Boolean.class::isInstance);

    /// An object with fields of any name, as a JSON Schema.
    public static final FieldShape OBJECT = of("an object", Map.class::isInstance);

    /// Checks the parts of a value.
    @FunctionalInterface
    public interface Inside {
        void check(String provider, JsonView value, String path);
    }

    private static FieldShape of(String expected, Predicate<Object> fits) {
        return new FieldShape(expected, fits, (_, _, _) -> {});
    }

    /// A number between these, or one of them.
    public static FieldShape number(double least, double most) {
        return of("a number", Number.class::isInstance).within(least, most);
    }

    /// A whole number that is not below this one.
    public static FieldShape whole(long least) {
        return of(
                        "an integer",
                        value ->
                                value instanceof Number number
                                        && number.doubleValue() == Math.rint(number.doubleValue()))
                .within((double) least, Double.MAX_VALUE);
    }

    private FieldShape within(double least, double most) {
        return new FieldShape(
                expected,
                fits,
                (provider, value, path) -> {
                    double number = value.value() instanceof Number n ? n.doubleValue() : least;
                    if (!(number >= least && number <= most)) {
                        String bound =
                                number < least ? ">= " + written(least) : "<= " + written(most);
                        throw ProviderErrors.unacceptable(
                                provider,
                                path,
                                "Invalid '%s': expected a value %s, but got %s instead."
                                        .formatted(path, bound, value.value()));
                    }
                });
    }

    private static String written(double bound) {
        return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
    }

    /// A list of such values.
    public static FieldShape list(FieldShape each) {
        return new FieldShape(
                "an array",
                List.class::isInstance,
                (provider, value, path) -> {
                    int number = 0;
                    for (JsonView one : value.each().toList()) {
                        each.require(provider, one, path + "[" + number++ + "]");
                    }
                });
    }

    /// An object with these fields and no others.
    public static FieldShape object(Map<String, FieldShape> fields) {
        return OBJECT.with((provider, value, path) -> fields(fields, provider, value, path));
    }

    /// An object whose field `type` says which others it has. An unknown type is left to the translation, which knows why it has none.
    public static FieldShape typed(String usual, Map<String, Map<String, FieldShape>> types) {
        return OBJECT.with(
                (provider, value, path) -> {
                    Object type = value.at("type").isPresent() ? value.at("type").value() : usual;
                    TEXT.require(provider, new JsonView(type), path + ".type");
                    Map<String, FieldShape> fields = types.get(String.valueOf(type));
                    if (fields != null) {
                        fields(fields, provider, value, path);
                    }
                });
    }

    private static void fields(
            Map<String, FieldShape> fields, String provider, JsonView value, String path) {
        for (String name : value.fields().keySet()) {
            FieldShape shape = name.equals("type") ? TEXT : fields.get(name);
            if (shape != null) {
                shape.check(provider, value.at(name), path + "." + name);
            } else if (value.at(name).isPresent()) {
                throw ProviderErrors.unknown(provider, path + "." + name);
            }
        }
    }

    private FieldShape with(Inside parts) {
        return new FieldShape(expected, fits, parts);
    }

    /// This or the other one, which is of another type.
    public FieldShape or(FieldShape other) {
        return new FieldShape(
                expected + " or " + other.expected,
                fits.or(other.fits),
                (provider, value, path) -> {
                    Object given = value.value();
                    FieldShape one = given != null && fits.test(given) ? this : other;
                    one.inside.check(provider, value, path);
                });
    }

    /// Those of a request's fields that have a shape here; [ProviderException] for the first that has another one.
    public static void check(
            String provider, ModelRequest request, Map<String, FieldShape> shapes) {
        for (String name : request.names()) {
            FieldShape shape = shapes.get(name);
            if (shape != null) {
                shape.check(provider, request.field(name), name);
            }
        }
    }

    /// [ProviderException] unless the value is of this shape or missing.
    public void check(String provider, JsonView value, String path) {
        if (value.isPresent()) {
            require(provider, value, path);
        }
    }

    private void require(String provider, JsonView value, String path) {
        Object given = value.value();
        if (given == null || !fits.test(given)) {
            throw ProviderErrors.unacceptable(
                    provider,
                    path,
                    "Invalid type for '%s': expected %s, but got %s instead."
                            .formatted(path, expected, type(given)));
        }
        inside.check(provider, value, path);
    }

    private static String type(@Nullable Object given) {
        return switch (given) {
            case null -> "null";
            case String _, LongText _ -> "a string";
            case Boolean _ -> "a boolean";
            case Number _ -> "a number";
            case List<?> _ -> "an array";
            default -> "an object";
        };
    }
}
