package handcar.config;

/// A value that must not be printed. Only [#reveal] returns it, so every use is a visible call.
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "••••••";
    }
}
