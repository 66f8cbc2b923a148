package handcar.db;

import module java.base;

import com.pgvector.PGhalfvec;
import com.pgvector.PGvector;

import org.jspecify.annotations.Nullable;

/// A named statement that gets its parameters and is then run once. Rows become values before the call returns, so that no
/// connection outlives it.
public final class Statement {
    private final String name;
    private final Db db;
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();

    Statement(Db db, String name) {
        this.db = db;
        this.name = name;
    }

    /// Gives `:parameter` its value. Text, numbers, booleans, UUID, Instant, LocalDate, enums (lower case name),
    /// [Jsonb], arrays, vectors and an Optional of these (empty is NULL) can be given; anything else is refused before a connection is taken.
    public Statement with(String parameter, @Nullable Object value) {
        parameters.put(parameter, bindable(parameter, value));
        return this;
    }

    /// All rows.
    public <T> List<T> list(Function<Row, T> each) {
        return db.execute(
                executor -> {
                    var query = executor.createNamedQuery(name);
                    parameters.forEach(query::addParam);
                    return query.execute().map(row -> each.apply(new Row(row))).toList();
                });
    }

    /// The first row, if there is one.
    public <T> Optional<T> first(Function<Row, T> each) {
        return list(each).stream().findFirst();
    }

    /// The only row of a statement that always has one.
    public <T> T only(Function<Row, T> each) {
        return first(each).orElseThrow(() -> new IllegalStateException(name + " gave no row"));
    }

    /// Runs a statement that returns no rows; how many rows it changed.
    public long change() {
        return db.execute(
                executor -> {
                    var dml = executor.createNamedDmlStatement(name);
                    parameters.forEach(dml::addParam);
                    return dml.execute();
                });
    }

    private static @Nullable Object bindable(String parameter, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String _, Boolean _, Integer _, Long _, Short _, Double _, Float _, BigDecimal _ ->
                    value;
            case UUID _, OffsetDateTime _, LocalDate _, PGvector _, PGhalfvec _ -> value;
            case byte[] _, String[] _, Long[] _, Integer[] _, UUID[] _, Double[] _, Float[] _ ->
                    value;
            case long[] _, int[] _, float[] _, double[] _, Boolean[] _ -> value;
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Optional<?> any -> bindable(parameter, any.orElse(null));
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            case Jsonb json -> json.bound();
            default ->
                    throw new IllegalArgumentException(
                            parameter + ": a " + value.getClass() + " cannot be bound");
        };
    }
}
