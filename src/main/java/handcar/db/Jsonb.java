package handcar.db;

import handcar.json.Json;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

import java.sql.SQLException;

/// A value on its way into a `jsonb` column.
public record Jsonb(String text) {
    /// Any plain value: map, list, string, number, boolean or null.
    public static Jsonb of(@Nullable Object value) {
        return new Jsonb(Json.text(value));
    }

    PGobject bound() {
        PGobject object = new PGobject();
        object.setType("jsonb");
        try {
            object.setValue(text);
        } catch (SQLException e) {
            throw new IllegalArgumentException("not bindable as jsonb", e);
        }
        return object;
    }
}
