package handcar.http;

import module java.base;

import handcar.problem.Cursor;
import handcar.problem.FieldErrors;
import handcar.problem.Page;
import handcar.text.TextSanitizer;

import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.ServerRequest;

/// The query parameters of a request, read into checked values: bad ones are collected, and [#check] refuses the request. An
/// empty parameter (`?q=`) is absent.
public final class QueryParams {
    /// Rows of a page, by the contract.
    private static final int DEFAULT_LIMIT = 50;

    private static final int LARGEST_LIMIT = 200;

    private final UriQuery parameters;
    private final FieldErrors faults = new FieldErrors();

    private QueryParams(UriQuery parameters) {
        this.parameters = parameters;
    }

    /// The query of the request.
    public static QueryParams of(ServerRequest req) {
        return new QueryParams(req.query());
    }

    static QueryParams of(UriQuery parameters) {
        return new QueryParams(parameters);
    }

    /// A text of at most `most` characters, if there is one.
    public Optional<String> findText(String name, int most) {
        Optional<String> found = raw(name);
        if (found.filter(text -> text.length() > most).isPresent()) {
            return faults.miss(name, "must have at most " + most + " characters");
        }
        if (found.filter(text -> !TextSanitizer.isClean(text)).isPresent()) {
            return faults.miss(name, "must be proper text");
        }
        return found;
    }

    /// A required text of at most `most` characters.
    public String text(String name, int most) {
        if (raw(name).isEmpty()) {
            faults.add(name, "is required");
        }
        return findText(name, most).orElse("");
    }

    /// A whole number of `least` to `most`, if there is one.
    public OptionalLong findInteger(String name, long least, long most) {
        Optional<String> found = raw(name);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        if (found.get().matches("-?\\d{1,18}")) {
            long number = Long.parseLong(found.get());
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        }
        faults.add(name, "must be a whole number from " + least + " to " + most);
        return OptionalLong.empty();
    }

    /// A flag, `otherwise` when there is none.
    public boolean flag(String name, boolean otherwise) {
        Optional<String> found = raw(name);
        if (found.filter(text -> !text.equals("true") && !text.equals("false")).isPresent()) {
            faults.add(name, "must be true or false");
        }
        return found.map("true"::equals).orElse(otherwise);
    }

    /// An id, if there is one.
    public Optional<UUID> findUuid(String name) {
        Optional<String> found = raw(name);
        if (found.filter(text -> !PathParams.isUuid(text)).isPresent()) {
            return faults.miss(name, "must be an id (a UUID)");
        }
        return found.map(UUID::fromString);
    }

    /// A time, if there is one.
    public Optional<Instant> findInstant(String name) {
        return raw(name)
                .flatMap(
                        text ->
                                time(text)
                                        .or(
                                                () ->
                                                        faults.miss(
                                                                name,
                                                                "must be a time like"
                                                                    + " 2026-01-31T12:00:00Z")));
    }

    /// A value of an enum by its wire name, if there is one.
    public <E extends Enum<E>> Optional<E> findOneOf(String name, Class<E> type) {
        return raw(name)
                .flatMap(
                        text ->
                                EnumNames.find(type, text)
                                        .or(
                                                () ->
                                                        faults.miss(
                                                                name,
                                                                "must be one of "
                                                                        + EnumNames.all(type))));
    }

    /// How many rows the caller wants: 1 to 200, by default 50.
    public int limit() {
        return (int) findInteger("limit", 1, LARGEST_LIMIT).orElse(DEFAULT_LIMIT);
    }

    /// Where the page before ended; empty for the first page.
    public Optional<Cursor> cursor() {
        Optional<String> found = raw("cursor");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Cursor.parse(found.get()));
        } catch (IllegalArgumentException _) {
            return faults.miss("cursor", "is not one of ours; begin without it");
        }
    }

    /// The requested page of a list that is in memory; refuses bad parameters like [#check].
    public <T> Page<T> page(List<T> all, Function<? super T, Cursor> place) {
        int limit = limit();
        int from = cursor().map(cursor -> behind(all, place, cursor)).orElse(0);
        check();
        List<T> rest = all.subList(from, Math.min(all.size(), from + limit + 1));
        return Page.of(rest, limit, place);
    }

    /// The index behind the cursor's row. When that row is gone, its place is unknown.
    private <T> int behind(List<T> all, Function<? super T, Cursor> place, Cursor cursor) {
        for (int i = 0; i < all.size(); i++) {
            if (place.apply(all.get(i)).id().equals(cursor.id())) {
                return i + 1;
            }
        }
        faults.add("cursor", "names a row that is gone; begin without it");
        return 0;
    }

    /// Notes a bad parameter that the caller found.
    public void fault(String name, String reason) {
        faults.add(name, reason);
    }

    /// Refuses the request when any parameter was bad ([Problem.BadFields]).
    public void check() {
        faults.check();
    }

    private Optional<String> raw(String name) {
        return parameters.first(name).asOptional().filter(text -> !text.isEmpty());
    }

    static Optional<Instant> time(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            // years that a timestamptz column and people can use
            return Optional.of(instant)
                    .filter(at -> at.isAfter(Instant.parse("1900-01-01T00:00:00Z")))
                    .filter(at -> at.isBefore(Instant.parse("2200-01-01T00:00:00Z")));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
