package handcar.http;

import module java.base;

import handcar.problem.FieldErrors;
import handcar.text.TextSanitizer;

import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;

/// A JSON object of a request. A bad field reads as a harmless value until [#check] refuses the request, together with every field
/// that was not asked for until then: nothing that is sent is dropped in silence.
public final class JsonBody extends RequestValues {
    /// Bytes of a JSON body at most, by the contract.
    public static final long LIMIT = 2L * 1024 * 1024;

    /// The value a required id has until [#check] refuses it.
    private static final UUID NO_ID = new UUID(0, 0);

    private final Map<String, Object> fields;
    private final String prefix;
    private final FieldErrors errors;

    /// Shared with the inner objects.
    private final Unasked unasked;

    /// The names that were sent and not asked for yet, those of inner objects with their prefix.
    ///
    /// @param looked the prefixes of the objects whose names were added
    private record Unasked(Set<String> names, Set<String> looked) {
        void add(String prefix, Set<String> sent) {
            if (looked.add(prefix)) {
                sent.forEach(name -> names.add(prefix + name));
            }
        }
    }

    private JsonBody(Map<String, Object> fields) {
        this(fields, "", new FieldErrors(), new Unasked(new LinkedHashSet<>(), new HashSet<>()));
    }

    private JsonBody(
            Map<String, Object> fields, String prefix, FieldErrors errors, Unasked unasked) {
        super(prefix, errors);
        this.fields = fields;
        this.prefix = prefix;
        this.errors = errors;
        this.unasked = unasked;
        unasked.add(prefix, fields.keySet());
    }

    @Override
    Optional<Object> value(String field) {
        return Optional.ofNullable(asked(field));
    }

    private @Nullable Object asked(String field) {
        unasked.names.remove(prefix + field);
        return fields.get(field);
    }

    /// Names fields that are known, though nobody asks for them this time.
    public void allow(String... names) {
        for (String name : names) {
            unasked.names.remove(prefix + name);
        }
    }

    @Override
    void noteUnknown(FieldErrors faults) {
        unasked.names.forEach(name -> faults.add(name, UNKNOWN));
    }

    /// The body of the request: 415 when it is not JSON, 413 beyond [#LIMIT], 400 when malformed, 422 when a text in it
    /// has a NUL or half a surrogate pair, which no database keeps.
    public static JsonBody of(ServerRequest req) {
        return of(req, LIMIT);
    }

    /// The body of the request, with a limit of its own in bytes.
    public static JsonBody of(ServerRequest req, long limit) {
        return of(JsonBodyReader.object(req, limit));
    }

    /// The body of a request, or an empty object when it has none.
    public static JsonBody ifAny(ServerRequest req) {
        return req.content().hasEntity() ? of(req) : of(Map.of());
    }

    /// An object that was read already.
    public static JsonBody of(Map<String, Object> fields) {
        return new JsonBody(fields);
    }

    /// Whether the field is present and not null.
    public boolean has(String field) {
        return asked(field) != null;
    }

    /// Whether the field is present, null or not; a partial change clears a field with null.
    public boolean mentions(String field) {
        unasked.names.remove(prefix + field);
        return fields.containsKey(field);
    }

    /// A required text of `least` to `most` characters.
    public String text(String field, int least, int most) {
        return required(field, findText(field, least, most), "");
    }

    @Override
    public Optional<String> findText(String field, int most) {
        return findText(field, 0, most);
    }

    /// A text of `least` to `most` characters, if there is one. Blanks alone do not count when `least` is positive.
    public Optional<String> findText(String field, int least, int most) {
        Optional<String> found =
                find(
                        field,
                        value -> value instanceof String s ? Optional.of(s) : Optional.empty(),
                        "must be a text");
        return found.filter(text -> isWithin(field, text, least, most));
    }

    /// A required name of 1 to `most` characters.
    public String name(String field, int most) {
        return required(field, findName(field, most), "");
    }

    /// A name of 1 to `most` characters, if there is one, as it can be shown beside other words.
    public Optional<String> findName(String field, int most) {
        return findText(field, 1, most).map(TextSanitizer::name);
    }

    /// A text of several lines and `most` characters, if there is one, as it can be shown.
    public Optional<String> findLines(String field, int most) {
        return findText(field, 0, most).map(TextSanitizer::lines);
    }

    private boolean isWithin(String field, String text, int least, int most) {
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            fault(field, "must have at most " + most + " characters");
        } else if (length < least || (least > 0 && TextSanitizer.isInvisible(text))) {
            fault(
                    field,
                    least <= 1
                            ? "must not be empty"
                            : "must have at least " + least + " characters");
        } else {
            return true;
        }
        return false;
    }

    /// A required whole number of `least` to `most`.
    public long integer(String field, long least, long most) {
        return required(field, findInteger(field, least, most).stream().boxed().findFirst(), least);
    }

    /// A number of `least` to `most`, if there is one.
    public Optional<Double> findReal(String field, double least, double most) {
        return find(
                field,
                value ->
                        value instanceof Number number
                                        && number.doubleValue() >= least
                                        && number.doubleValue() <= most
                                ? Optional.of(number.doubleValue())
                                : Optional.empty(),
                "must be a number from " + least + " to " + most);
    }

    /// A required id.
    public UUID uuid(String field) {
        return required(field, findUuid(field), NO_ID);
    }

    /// A required time.
    public Instant instant(String field) {
        return required(field, findInstant(field), Instant.EPOCH);
    }

    /// A required value of an enum by its name in lower case, `otherwise` until [#check].
    public <E extends Enum<E>> E oneOf(String field, E otherwise) {
        return required(field, findOneOf(field, otherwise.getDeclaringClass()), otherwise);
    }

    /// An object of any fields, empty when there is none.
    @SuppressWarnings("unchecked")
    public Map<String, Object> object(String field) {
        Object value = asked(field);
        if (value != null && !(value instanceof Map<?, ?>)) {
            fault(field, "must be an object");
        }
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /// An object with checked fields, if there is one. Its bad fields are named `field.name`.
    public Optional<JsonBody> findBody(String field) {
        Map<String, Object> inner = object(field);
        return fields.get(field) instanceof Map<?, ?>
                ? Optional.of(inner(inner, field))
                : Optional.empty();
    }

    /// An object with checked fields, empty when there is none, so that its required fields are reported.
    public JsonBody body(String field) {
        return findBody(field).orElseGet(() -> inner(Map.of(), field));
    }

    /// The objects of a list, none when there is no list.
    @SuppressWarnings("unchecked")
    public List<JsonBody> bodies(String field, int most) {
        List<JsonBody> all = new ArrayList<>();
        for (Object item : items(field, most)) {
            if (item instanceof Map<?, ?> map) {
                all.add(inner((Map<String, Object>) map, field + "[" + all.size() + "]"));
            } else {
                fault(field, "must be a list of objects");
            }
        }
        return all;
    }

    private JsonBody inner(Map<String, Object> inner, String field) {
        return new JsonBody(inner, prefix + field + ".", errors, unasked);
    }

    /// Up to `most` names of 1 to `longest` characters each, none when there is no list.
    public List<String> names(String field, int most, int longest) {
        return texts(field, most, longest).stream().map(TextSanitizer::name).toList();
    }

    /// Up to `most` texts of 1 to `longest` characters each, none when there is no list.
    public List<String> texts(String field, int most, int longest) {
        List<String> all = new ArrayList<>();
        for (Object item : items(field, most)) {
            if (item instanceof String text
                    && !TextSanitizer.isInvisible(text)
                    && text.length() <= longest) {
                all.add(TextSanitizer.lines(text));
            } else {
                fault(field, "must be a list of texts of 1 to " + longest + " characters");
            }
        }
        return List.copyOf(all);
    }

    /// The object as it was received. Whoever asks for all of it decides about every field.
    public Map<String, Object> all() {
        fields.keySet().forEach(this::allow);
        return fields;
    }

    private List<?> items(String field, int most) {
        if (!has(field)) {
            return List.of();
        }
        if (asked(field) instanceof List<?> list && list.size() <= most) {
            return list;
        }
        fault(field, "must be a list of at most " + most);
        return List.of();
    }

    private <T> T required(String field, Optional<T> found, T meanwhile) {
        if (!has(field)) {
            fault(field, "is required");
        }
        return found.orElse(meanwhile);
    }
}
