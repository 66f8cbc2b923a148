package handcar.net;

import java.util.Locale;

/// Whether a host is called.
public enum CircuitState {
    /// Called as usual.
    CLOSED,
    /// Left alone.
    OPEN,
    /// The time is up: one call goes through and decides.
    HALF_OPEN;

    /// As health and metrics write it, `half_open`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
