package handcar.ops;

/// A look at one component.
///
/// @param name as the health answers call it
/// @param failing what it means when the look itself fails or takes too long
/// @param essential whether the server is not ready without it
public record Probe(String name, Finding.State failing, boolean essential, Look look) {

    /// Looks, blocking; an exception counts as `failing`.
    @FunctionalInterface
    public interface Look {
        Finding now() throws Exception;
    }

    /// Without this nothing works.
    public static Probe essential(String name, Look look) {
        return new Probe(name, Finding.State.DOWN, true, look);
    }

    /// Without this the server still answers people.
    public static Probe helpful(String name, Look look) {
        return new Probe(name, Finding.State.DEGRADED, false, look);
    }
}
