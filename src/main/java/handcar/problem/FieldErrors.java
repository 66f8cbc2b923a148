package handcar.problem;

import module java.base;

/// The bad fields of a request, collected so that one response names all of them.
public final class FieldErrors {
    private final Map<String, String> fields = new LinkedHashMap<>();

    public void add(String field, String reason) {
        fields.putIfAbsent(field, reason);
    }

    public void check() {
        if (!fields.isEmpty()) {
            throw new Problem.BadFields(fields);
        }
    }
}
