package handcar.channel.web;

import module java.base;

/// Finds an agent by slug or id, or the default agent when none is named; empty when there is no such agent.
@FunctionalInterface
public interface AgentDirectory {
    Optional<Card> find(Optional<String> agent);

    /// How an agent presents itself to visitors.
    ///
    /// @param isPublic whether visitors without an API key may talk to it
    /// @param fileLimit the most bytes of a file that visitors may send; 0 when they may send none
    record Card(
            UUID id,
            String slug,
            String name,
            String company,
            String greeting,
            List<String> suggestions,
            boolean isPublic,
            long fileLimit) {
        boolean takesFiles() {
            return fileLimit > 0;
        }
    }
}
