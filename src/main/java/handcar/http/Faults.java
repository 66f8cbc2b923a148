package handcar.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The fields found wrong so far, so that a caller hears of all of them at once.
final class Faults {
    private final Map<String, String> fields = new LinkedHashMap<>();

    void add(String field, String reason) {
        fields.putIfAbsent(field, reason);
    }

    /// Notes the fault; what could not be read is then absent.
    <T> Optional<T> miss(String field, String reason) {
        add(field, reason);
        return Optional.empty();
    }

    void check() {
        if (!fields.isEmpty()) {
            throw new Problem.BadFields(fields);
        }
    }
}
