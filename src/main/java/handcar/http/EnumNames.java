package handcar.http;

import module java.base;

/// The names of an enum's values in JSON and queries: `NEEDS_HUMAN` is `needs_human`.
final class EnumNames {
    private EnumNames() {}

    static <E extends Enum<E>> Optional<E> find(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> wire(value).equals(name))
                .findFirst();
    }

    static <E extends Enum<E>> String all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(EnumNames::wire)
                .collect(Collectors.joining(", "));
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
