package handcar.config;

/// A value that must not be printed. Only [#reveal] gives it away, so a leak is a visible call.
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "••••••";
    }
}
