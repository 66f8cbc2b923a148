package handcar.rag.search;

import module java.base;

/// Which passages may be found: an agent's own with the shared ones, or all there are.
public record SearchScope(Optional<UUID> agent) {
    /// All passages, for staff.
    public static SearchScope everything() {
        return new SearchScope(Optional.empty());
    }

    /// What this agent knows: its own passages and the shared ones.
    public static SearchScope of(UUID agent) {
        return new SearchScope(Optional.of(agent));
    }
}
