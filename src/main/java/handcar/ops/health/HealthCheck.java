package handcar.ops.health;

/// A look at one component.
///
/// @param name as the health answers call it
/// @param failing what it means when the look itself fails or takes too long
/// @param essential whether the server is not ready without it
public record HealthCheck(String name, HealthResult.State failing, boolean essential, Look look) {

    /// Looks, blocking; an exception counts as `failing`.
    @FunctionalInterface
    public interface Look {
        HealthResult now() throws Exception;
    }

    /// Without this nothing works.
    public static HealthCheck essential(String name, Look look) {
        return new HealthCheck(name, HealthResult.State.DOWN, true, look);
    }

    /// Without this the server still answers people.
    public static HealthCheck helpful(String name, Look look) {
        return new HealthCheck(name, HealthResult.State.DEGRADED, false, look);
    }
}
