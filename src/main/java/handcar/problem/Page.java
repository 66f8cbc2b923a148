package handcar.problem;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list and where the next one begins.
public record Page<T>(List<T> rows, Optional<Cursor> next) {

    /// A page from `limit + 1` fetched rows: the extra row only tells that there is more.
    public static <T> Page<T> of(List<T> fetched, int limit, Function<? super T, Cursor> cursor) {
        if (fetched.size() <= limit) {
            return whole(fetched);
        }
        List<T> rows = List.copyOf(fetched.subList(0, limit));
        return new Page<>(rows, Optional.of(cursor.apply(rows.getLast())));
    }

    /// All there is.
    public static <T> Page<T> whole(List<T> rows) {
        return new Page<>(rows, Optional.empty());
    }
}
