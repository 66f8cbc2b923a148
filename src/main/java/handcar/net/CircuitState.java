package handcar.net;

import module java.base;

/// Whether a host is called.
public enum CircuitState {
    /// Calls go through.
    CLOSED,
    /// No calls are made.
    OPEN,
    /// One call goes through and decides.
    HALF_OPEN;

    /// As health and metrics write it, `half_open`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
