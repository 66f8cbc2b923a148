package handcar.problem;

import module java.base;

/// One page of a list, and the cursor of the next one.
public record Page<T>(List<T> rows, Optional<Cursor> next) {

    /// A page of `limit + 1` fetched rows; the extra row only shows that there is more.
    public static <T> Page<T> of(List<T> fetched, int limit, Function<? super T, Cursor> cursor) {
        if (fetched.size() <= limit) {
            return whole(fetched);
        }
        List<T> rows = List.copyOf(fetched.subList(0, limit));
        return new Page<>(rows, Optional.of(cursor.apply(rows.getLast())));
    }

    /// A whole list as one page.
    public static <T> Page<T> whole(List<T> rows) {
        return new Page<>(rows, Optional.empty());
    }
}
