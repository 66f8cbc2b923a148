package io.helidon.dbclient;

import io.helidon.common.GenericType;
import io.helidon.common.mapper.MapperException;
import io.helidon.common.mapper.MapperManager;
import io.helidon.common.mapper.Value;

import java.util.Optional;
import java.util.function.Function;

/// Stands in front of the class of the same name in DbClient 4.1.7, whose `as…` methods call a `Value.create` that
/// Helidon 4.2 changed. Same members, same behaviour. Reason and end of life: `docs/adr/0001-helidon-mix.md`.
@SuppressWarnings("removal")
public abstract class DbColumnBase implements DbColumn {
    private static final String[] QUALIFIERS = {"dbclient", "column"};

    private final Object value;
    private final MapperManager mappers;
    private final String[] qualifiers;

    protected DbColumnBase(Object value, MapperManager mappers, String... qualifiers) {
        this.value = value;
        this.mappers = mappers;
        this.qualifiers = qualifiers;
    }

    protected Object rawValue() {
        return value;
    }

    @Override
    public <T> T get(Class<T> type) throws MapperException {
        if (value == null) {
            return null;
        }
        return type.isInstance(value) ? type.cast(value) : map(value, type);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(GenericType<T> type) throws MapperException {
        if (value == null) {
            return null;
        }
        return type.isClass() && type.rawType().isInstance(value) ? (T) value : map(value, type);
    }

    @Override
    public <N> Value<N> as(Class<N> type) throws MapperException {
        return Value.create(mappers, name(), get(type), QUALIFIERS);
    }

    @Override
    public <N> Value<N> as(GenericType<N> type) throws MapperException {
        return Value.create(mappers, name(), get(type), QUALIFIERS);
    }

    @Override
    public <N> Value<N> as(Function<? super Object, ? extends N> mapper) {
        return Value.create(mappers, name(), (N) mapper.apply(value), QUALIFIERS);
    }

    @Override
    public Optional<Object> asOptional() throws MapperException {
        return Optional.ofNullable(value);
    }

    @Override
    public Value<Boolean> asBoolean() {
        return as(Boolean.class);
    }

    @Override
    public Value<String> asString() {
        return as(String.class);
    }

    @Override
    public Value<Integer> asInt() {
        return as(Integer.class);
    }

    @Override
    public Value<Long> asLong() {
        return as(Long.class);
    }

    @Override
    public Value<Double> asDouble() {
        return as(Double.class);
    }

    @SuppressWarnings("unchecked")
    protected <S, T> T map(S source, GenericType<T> type) {
        Class<S> from = (Class<S>) source.getClass();
        return mappers.map(source, GenericType.create(from), type, qualifiers);
    }

    @SuppressWarnings("unchecked")
    protected <S, T> T map(S source, Class<T> type) {
        Class<S> from = (Class<S>) source.getClass();
        try {
            return mappers.map(source, from, type, qualifiers);
        } catch (MapperException e) {
            if (type.equals(String.class)) {
                return type.cast(String.valueOf(source));
            }
            throw e;
        }
    }
}
