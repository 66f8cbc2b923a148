package handcar.channel.web;

import module java.base;

/// Finds who answers, by slug or id; the default one when nobody is named. Empty when there is none of that name.
@FunctionalInterface
public interface AgentDirectory {
    /// Whoever goes by that name.
    Optional<Card> find(Optional<String> agent);

    /// How an agent presents itself before the first word.
    record Card(
            UUID id,
            String slug,
            String name,
            String company,
            String greeting,
            List<String> suggestions) {}
}
