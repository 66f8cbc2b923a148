package handcar.rag.search;

import module java.base;

/// Which passages may be found: an agent's own with the shared ones, all but those of Handcar's own guide, or the guide's.
public record SearchScope(Optional<UUID> agent) {
    /// Whom the pages of the guide belong to instead of an agent; `guide_owner()` in SQL.
    public static final UUID GUIDE = new UUID(0, 1);

    /// The pages of Handcar's own guide and nothing else.
    public static SearchScope guide() {
        return new SearchScope(Optional.of(GUIDE));
    }

    /// All passages but those of the guide, for staff.
    public static SearchScope everything() {
        return new SearchScope(Optional.empty());
    }

    /// What this agent knows: its own passages and the shared ones.
    public static SearchScope of(UUID agent) {
        return new SearchScope(Optional.of(agent));
    }
}
