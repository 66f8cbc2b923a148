package handcar.config;

import module java.base;

/// A setting as it was read: its names (the first is the documented one), its value (masked when it is a secret), and whether
/// the environment set it.
public record Setting(List<String> names, String shown, boolean given) {
    /// The documented name.
    public String name() {
        return names.getFirst();
    }

    /// The setting as `--print-config` shows it.
    String line() {
        return name() + "=" + shown + (given ? "" : "   # default") + "\n";
    }
}
