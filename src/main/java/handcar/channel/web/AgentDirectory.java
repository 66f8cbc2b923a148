package handcar.channel.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
