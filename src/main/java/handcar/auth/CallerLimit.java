package handcar.auth;

import handcar.audit.SecurityEvents;
import handcar.problem.Problem;

/// Counts a caller's request; throws [Problem.RateLimited] above the limit.
@FunctionalInterface
public interface CallerLimit {
    /// @param times how many times the usual limit this caller has
    void count(String caller, int times);

    /// Counts against the usual limit.
    default void count(String caller) {
        count(caller, 1);
    }

    /// A wrong credential came from this address.
    default void note(SecurityEvents.Kind kind, String address) {}
}
