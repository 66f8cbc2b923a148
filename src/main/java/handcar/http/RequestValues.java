package handcar.http;

import module java.base;

import handcar.problem.FieldErrors;
import handcar.problem.Problem;

/// Values of a request, read by name and checked. A bad one is noted and reads as if it were missing; [#check] then refuses the
/// request and names every bad one. Call it before using any value.
public abstract sealed class RequestValues permits JsonBody, QueryParams {
    /// The years that a timestamptz column and people can use.
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /// What is said of a name that nobody knows, by the contract.
    static final String UNKNOWN = "unknown field";

    private final String prefix;
    private final FieldErrors errors;

    /// @param prefix of the names in error messages
    RequestValues(String prefix, FieldErrors errors) {
        this.prefix = prefix;
        this.errors = errors;
    }

    /// The value of that name: a text, a number, a flag or another value of JSON.
    abstract Optional<Object> value(String name);

    /// The value that `reader` accepts, if there is one; any other is bad.
    final <T> Optional<T> find(
            String name, Function<Object, Optional<T>> reader, String requirement) {
        Optional<Object> value = value(name);
        Optional<T> found = value.flatMap(reader);
        if (value.isPresent() && found.isEmpty()) {
            fault(name, requirement);
        }
        return found;
    }

    /// A text of at most `most` characters, if there is one.
    public abstract Optional<String> findText(String name, int most);

    /// A whole number of `least` to `most`, if there is one.
    public final OptionalLong findInteger(String name, long least, long most) {
        return find(
                        name,
                        value -> whole(value).filter(n -> n >= least && n <= most),
                        "must be a whole number from " + least + " to " + most)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private static Optional<Long> whole(Object value) {
        return value instanceof Integer || value instanceof Long
                ? Optional.of(((Number) value).longValue())
                : Optional.empty();
    }

    /// A flag, if there is one.
    public final Optional<Boolean> findFlag(String name) {
        return find(
                name,
                value -> value instanceof Boolean flag ? Optional.of(flag) : Optional.empty(),
                "must be true or false");
    }

    /// A flag, `otherwise` when there is none.
    public final boolean flag(String name, boolean otherwise) {
        return findFlag(name).orElse(otherwise);
    }

    /// An id, if there is one.
    public final Optional<UUID> findUuid(String name) {
        return find(name, value -> PathParams.findUuid(value.toString()), "must be an id (a UUID)");
    }

    /// A time in RFC 3339 with an offset or `Z`, if there is one.
    public final Optional<Instant> findInstant(String name) {
        return find(
                name, value -> time(value.toString()), "must be a time like 2026-01-31T12:00:00Z");
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(at -> at.isAfter(EARLIEST) && at.isBefore(LATEST));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// A value of an enum, if there is one. `NEEDS_HUMAN` is written `needs_human`.
    public final <E extends Enum<E>> Optional<E> findOneOf(String name, Class<E> type) {
        Map<String, E> values = new LinkedHashMap<>();
        for (E value : type.getEnumConstants()) {
            values.put(value.name().toLowerCase(Locale.ROOT), value);
        }
        return find(
                name,
                value -> Optional.ofNullable(values.get(value.toString())),
                "must be one of " + String.join(", ", values.keySet()));
    }

    /// Notes a bad value that the caller found.
    public final void fault(String name, String reason) {
        errors.add(prefix + name, reason);
    }

    /// Notes what was sent and nobody asked for.
    abstract void noteUnknown(FieldErrors faults);

    /// Refuses the request when any value was bad ([Problem.BadFields]). Ask for every value before.
    public final void check() {
        noteUnknown(errors);
        errors.check();
    }
}
