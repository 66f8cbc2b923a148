package handcar.ops.health;

import module java.base;

/// The state of one component, with figures that may be shown: plain JSON values, no secrets, no hosts.
public record HealthResult(State state, Map<String, Object> figures) {

    /// From best to worst.
    public enum State {
        OK,
        /// Something is missing; people are still answered.
        DEGRADED,
        DOWN;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        State or(State other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /// It works.
    public static HealthResult ok(Map<String, ?> figures) {
        return new HealthResult(State.OK, new LinkedHashMap<>(figures));
    }

    /// It does not work, or not fully; people are still answered.
    public static HealthResult degraded(Map<String, ?> figures) {
        return new HealthResult(State.DEGRADED, new LinkedHashMap<>(figures));
    }
}
