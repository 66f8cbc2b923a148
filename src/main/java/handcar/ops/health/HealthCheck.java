package handcar.ops.health;

/// A check of one component.
///
/// @param name as the health responses call it
/// @param failing what it means when the check itself fails or takes too long
/// @param essential whether the server is not ready without it
public record HealthCheck(
        String name, HealthResult.State failing, boolean essential, Action action) {

    /// Checks, blocking; an exception counts as `failing`.
    @FunctionalInterface
    public interface Action {
        HealthResult run() throws Exception;
    }

    /// Without this component nothing works.
    public static HealthCheck essential(String name, Action action) {
        return new HealthCheck(name, HealthResult.State.DOWN, true, action);
    }

    /// Without this component the server still answers people.
    public static HealthCheck optional(String name, Action action) {
        return new HealthCheck(name, HealthResult.State.DEGRADED, false, action);
    }
}
