package handcar.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The fields found wrong so far, so that a caller hears of all of them at once.
public final class FieldErrors {
    private final Map<String, String> fields = new LinkedHashMap<>();

    public void add(String field, String reason) {
        fields.putIfAbsent(field, reason);
    }

    /// Notes the fault; what could not be read is then absent.
    public <T> Optional<T> miss(String field, String reason) {
        add(field, reason);
        return Optional.empty();
    }

    public void check() {
        if (!fields.isEmpty()) {
            throw new Problem.BadFields(fields);
        }
    }
}
