package handcar.http;

import module java.base;

import handcar.problem.FieldErrors;

import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;

/// A JSON object of a request, read field by field into checked values. A bad field is noted and reads as a harmless value;
/// [#check] then refuses the request and names every bad field. Call it before using any value.
public final class JsonBody {
    /// Bytes of a JSON body at most, by the contract.
    public static final long LIMIT = 2L * 1024 * 1024;

    /// The value a required id or time has until [#check] refuses it.
    private static final UUID NO_ID = new UUID(0, 0);

    private final Map<String, Object> fields;
    private final String prefix;
    private final FieldErrors faults;

    private JsonBody(Map<String, Object> fields, String prefix, FieldErrors faults) {
        this.fields = fields;
        this.prefix = prefix;
        this.faults = faults;
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
        return new JsonBody(fields, "", new FieldErrors());
    }

    /// Whether the field is present and not null.
    public boolean has(String field) {
        return fields.get(field) != null;
    }

    /// Whether the field is present, null or not; a partial change clears a field with null.
    public boolean mentions(String field) {
        return fields.containsKey(field);
    }

    /// A required text of `least` to `most` characters.
    public String text(String field, int least, int most) {
        return required(field, findText(field, least, most), "");
    }

    /// A text of `least` to `most` characters, if there is one. Blanks alone do not count when `least` is positive.
    public Optional<String> findText(String field, int least, int most) {
        if (!has(field)) {
            return Optional.empty();
        }
        if (!(fields.get(field) instanceof String text)) {
            return miss(field, "must be a text");
        }
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            return miss(field, "must have at most " + most + " characters");
        }
        if (length < least || (least > 0 && text.isBlank())) {
            return miss(
                    field,
                    least <= 1
                            ? "must not be empty"
                            : "must have at least " + least + " characters");
        }
        return Optional.of(text);
    }

    /// A required whole number of `least` to `most`.
    public long integer(String field, long least, long most) {
        return required(field, findInteger(field, least, most).stream().boxed().findFirst(), least);
    }

    /// A whole number of `least` to `most`, if there is one.
    public OptionalLong findInteger(String field, long least, long most) {
        if (!has(field)) {
            return OptionalLong.empty();
        }
        Object value = fields.get(field);
        boolean whole = value instanceof Integer || value instanceof Long;
        if (!whole || asLong(value) < least || asLong(value) > most) {
            fault(field, "must be a whole number from " + least + " to " + most);
            return OptionalLong.empty();
        }
        return OptionalLong.of(asLong(value));
    }

    /// A number of `least` to `most`, if there is one.
    public Optional<Double> findReal(String field, double least, double most) {
        if (!has(field)) {
            return Optional.empty();
        }
        return fields.get(field) instanceof Number number
                        && number.doubleValue() >= least
                        && number.doubleValue() <= most
                ? Optional.of(number.doubleValue())
                : miss(field, "must be a number from " + least + " to " + most);
    }

    /// A flag, `otherwise` when there is none.
    public boolean flag(String field, boolean otherwise) {
        return findFlag(field).orElse(otherwise);
    }

    /// A flag, if there is one.
    public Optional<Boolean> findFlag(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        return fields.get(field) instanceof Boolean flag
                ? Optional.of(flag)
                : miss(field, "must be true or false");
    }

    /// A required id.
    public UUID uuid(String field) {
        return required(field, findUuid(field), NO_ID);
    }

    /// An id, if there is one.
    public Optional<UUID> findUuid(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        return fields.get(field) instanceof String text && PathParams.isUuid(text)
                ? Optional.of(UUID.fromString(text))
                : miss(field, "must be an id (a UUID)");
    }

    /// A required time.
    public Instant instant(String field) {
        return required(field, findInstant(field), Instant.EPOCH);
    }

    /// A time in RFC 3339 with an offset or `Z`, if there is one.
    public Optional<Instant> findInstant(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        return QueryParams.time(String.valueOf(fields.get(field)))
                .or(() -> miss(field, "must be a time like 2026-01-31T12:00:00Z"));
    }

    /// A required value of an enum by its wire name, `otherwise` until [#check].
    public <E extends Enum<E>> E oneOf(String field, E otherwise) {
        return required(field, findOneOf(field, otherwise.getDeclaringClass()), otherwise);
    }

    /// A value of an enum by its wire name, if there is one.
    public <E extends Enum<E>> Optional<E> findOneOf(String field, Class<E> type) {
        if (!has(field)) {
            return Optional.empty();
        }
        return EnumNames.find(type, String.valueOf(fields.get(field)))
                .or(() -> miss(field, "must be one of " + EnumNames.all(type)));
    }

    /// An object of any fields, empty when there is none.
    @SuppressWarnings("unchecked")
    public Map<String, Object> object(String field) {
        if (has(field) && !(fields.get(field) instanceof Map<?, ?>)) {
            fault(field, "must be an object");
        }
        return fields.get(field) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /// An object with checked fields, if there is one. Its bad fields are named `field.name`.
    public Optional<JsonBody> findBody(String field) {
        Map<String, Object> inner = object(field);
        return fields.get(field) instanceof Map<?, ?>
                ? Optional.of(new JsonBody(inner, prefix + field + ".", faults))
                : Optional.empty();
    }

    /// An object with checked fields, empty when there is none, so that its required fields are reported.
    public JsonBody body(String field) {
        return new JsonBody(object(field), prefix + field + ".", faults);
    }

    /// The objects of a list, none when there is no list.
    @SuppressWarnings("unchecked")
    public List<JsonBody> bodies(String field, int most) {
        List<JsonBody> all = new ArrayList<>();
        for (Object item : items(field, most)) {
            if (item instanceof Map<?, ?> map) {
                String name = prefix + field + "[" + all.size() + "].";
                all.add(new JsonBody((Map<String, Object>) map, name, faults));
            } else {
                fault(field, "must be a list of objects");
            }
        }
        return all;
    }

    /// Up to `most` texts of 1 to `longest` characters each, none when there is no list.
    public List<String> texts(String field, int most, int longest) {
        List<String> all = new ArrayList<>();
        for (Object item : items(field, most)) {
            if (item instanceof String text && !text.isBlank() && text.length() <= longest) {
                all.add(text);
            } else {
                fault(field, "must be a list of texts of 1 to " + longest + " characters");
            }
        }
        return List.copyOf(all);
    }

    /// The object as it was received.
    public Map<String, Object> all() {
        return fields;
    }

    /// Notes a bad field that the caller found.
    public void fault(String field, String reason) {
        faults.add(prefix + field, reason);
    }

    /// Refuses the request when any field was bad ([Problem.BadFields]).
    public void check() {
        faults.check();
    }

    private List<?> items(String field, int most) {
        if (!has(field)) {
            return List.of();
        }
        if (fields.get(field) instanceof List<?> list && list.size() <= most) {
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

    private <T> Optional<T> miss(String field, String reason) {
        return faults.miss(prefix + field, reason);
    }

    private static long asLong(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
