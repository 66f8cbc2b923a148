package handcar.db;

import module java.base;

import handcar.json.Json;

import io.helidon.dbclient.DbRow;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;

/// One row, read by column name. The plain methods are for columns that are never null, `find…` for those that may be.
public final class Row {
    private final DbRow row;

    Row(DbRow row) {
        this.row = row;
    }

    public String text(String column) {
        return must(column, findText(column));
    }

    public Optional<String> findText(String column) {
        return value(column).map(Object::toString);
    }

    public long number(String column) {
        return must(column, findNumber(column));
    }

    public Optional<Long> findNumber(String column) {
        return value(column).map(value -> ((Number) value).longValue());
    }

    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public double real(String column) {
        return must(column, findReal(column));
    }

    public Optional<Double> findReal(String column) {
        return value(column).map(value -> ((Number) value).doubleValue());
    }

    public boolean flag(String column) {
        return must(column, findFlag(column));
    }

    public Optional<Boolean> findFlag(String column) {
        return value(column).map(Boolean.class::cast);
    }

    public UUID uuid(String column) {
        return must(column, findUuid(column));
    }

    public Optional<UUID> findUuid(String column) {
        return value(column).map(UUID.class::cast);
    }

    public Instant instant(String column) {
        return must(column, findInstant(column));
    }

    public Optional<Instant> findInstant(String column) {
        return value(column).map(value -> ((Timestamp) value).toInstant());
    }

    /// A `jsonb` object.
    public Map<String, Object> object(String column) {
        return must(column, findObject(column));
    }

    public Optional<Map<String, Object>> findObject(String column) {
        return findText(column).map(Json::object);
    }

    /// A `jsonb` array.
    public List<Object> array(String column) {
        return Json.list(text(column));
    }

    /// A `text[]`.
    public List<String> texts(String column) {
        return Arrays.asList((String[]) elements(column));
    }

    /// A `uuid[]`.
    public List<UUID> uuids(String column) {
        return Arrays.asList((UUID[]) elements(column));
    }

    /// An `integer[]`.
    public List<Integer> integers(String column) {
        return Arrays.asList((Integer[]) elements(column));
    }

    /// A `real[]`, or any numeric array.
    public float[] reals(String column) {
        Object[] found = elements(column);
        float[] reals = new float[found.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = ((Number) found[i]).floatValue();
        }
        return reals;
    }

    public byte[] bytes(String column) {
        return must(column, findBytes(column));
    }

    public Optional<byte[]> findBytes(String column) {
        return value(column).map(byte[].class::cast);
    }

    private Object[] elements(String column) {
        try {
            return (Object[]) ((Array) must(column, value(column))).getArray();
        } catch (SQLException e) {
            throw new IllegalStateException("column " + column + " is not an array", e);
        }
    }

    private Optional<Object> value(String column) {
        return Optional.ofNullable(row.column(column).get(Object.class));
    }

    private static <T> T must(String column, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
    }
}
