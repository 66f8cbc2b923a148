package handcar.http;

import module java.base;

import handcar.problem.Cursor;
import handcar.problem.FieldErrors;
import handcar.problem.Page;
import handcar.text.TextSanitizer;

import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.ServerRequest;

/// The query parameters of a request. An empty parameter (`?q=`) is absent. [#check] refuses every parameter that was not asked for
/// until then.
public final class QueryParams extends RequestValues {
    /// Rows of a page, by the contract.
    private static final int DEFAULT_LIMIT = 50;

    private static final int LARGEST_LIMIT = 200;

    private final UriQuery parameters;

    /// The names that were sent and not asked for yet.
    private final Set<String> unasked;

    private QueryParams(UriQuery parameters) {
        super("", new FieldErrors());
        this.parameters = parameters;
        this.unasked = new LinkedHashSet<>(parameters.names());
    }

    /// The query of the request.
    public static QueryParams of(ServerRequest req) {
        return new QueryParams(req.query());
    }

    static QueryParams of(UriQuery parameters) {
        return new QueryParams(parameters);
    }

    private Optional<String> raw(String name) {
        unasked.remove(name);
        return parameters.first(name).asOptional().filter(text -> !text.isEmpty());
    }

    @Override
    void noteUnknown(FieldErrors faults) {
        unasked.forEach(name -> faults.add(name, UNKNOWN));
    }

    @Override
    Optional<Object> value(String name) {
        return raw(name)
                .map(
                        text ->
                                switch (text) {
                                    case "true" -> true;
                                    case "false" -> false;
                                    case String number when number.matches("-?\\d{1,18}") ->
                                            Long.parseLong(number);
                                    default -> text;
                                });
    }

    @Override
    public Optional<String> findText(String name, int most) {
        Optional<String> found = raw(name);
        if (found.filter(text -> text.length() > most).isPresent()) {
            fault(name, "must have at most " + most + " characters");
        } else if (found.filter(text -> !TextSanitizer.isClean(text)).isPresent()) {
            fault(name, "must be proper text");
        } else {
            return found;
        }
        return Optional.empty();
    }

    /// A required text of at most `most` characters.
    public String text(String name, int most) {
        if (raw(name).isEmpty()) {
            fault(name, "is required");
        }
        return findText(name, most).orElse("");
    }

    /// How many rows the caller wants: 1 to 200, by default 50.
    public int limit() {
        return (int) findInteger("limit", 1, LARGEST_LIMIT).orElse(DEFAULT_LIMIT);
    }

    /// Where the page before ended; empty for the first page.
    public Optional<Cursor> cursor() {
        return find(
                "cursor",
                value -> Cursor.find(value.toString()),
                "is not one of ours; begin without it");
    }

    /// The requested page of a list that is in memory; refuses bad parameters like [#check].
    public <T> Page<T> page(List<T> all, Function<? super T, Cursor> place) {
        return page(all, place, limit());
    }

    /// Like [#page], but the whole list when no `limit` is given.
    public <T> Page<T> pageOrAll(List<T> all, Function<? super T, Cursor> place) {
        return page(all, place, raw("limit").isPresent() ? limit() : all.size());
    }

    private <T> Page<T> page(List<T> all, Function<? super T, Cursor> place, int limit) {
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
        fault("cursor", "names a row that is gone; begin without it");
        return 0;
    }
}
