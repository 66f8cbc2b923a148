package handcar.db;

import module java.base;

import org.jspecify.annotations.Nullable;

/// Many rows as one array for each column, for statements that begin with `unnest`.
public final class ColumnArrays {
    private ColumnArrays() {}

    /// The text of a field of every row, `NULL` where it is missing.
    public static <T> @Nullable String[] of(
            List<T> rows, Function<? super T, ? extends Optional<?>> field) {
        @Nullable String[] column = new String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = field.apply(rows.get(i)).map(Object::toString).orElse(null);
        }
        return column;
    }

    /// The same of a field that every row has.
    public static <T> String[] whole(List<T> rows, Function<? super T, ?> field) {
        return rows.stream().map(row -> field.apply(row).toString()).toArray(String[]::new);
    }
}
