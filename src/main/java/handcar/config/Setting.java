package handcar.config;

import java.util.List;

/// One setting as it was read: its names (the first is the one we document), what it came to, masked when it is a
/// secret, and whether the environment said so or the default did.
public record Setting(List<String> names, String shown, boolean given) {
    /// The name we document.
    public String name() {
        return names.getFirst();
    }
}
