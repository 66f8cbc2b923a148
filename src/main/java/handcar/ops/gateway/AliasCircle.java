package handcar.ops.gateway;

import module java.base;

/// Finds other names for models that lead back to themselves, behind which there is no model. A name that stands among its own targets
/// is that of a model too, whose fallback it makes explicit.
final class AliasCircle {
    private final Map<String, List<String>> aliases;

    /// @param aliases the targets of each
    AliasCircle(Map<String, List<String>> aliases) {
        this.aliases = aliases;
    }

    /// The way from a name back to it, `a → b → a`; empty when there is none.
    Optional<String> from(String alias) {
        List<String> targets = targets(alias);
        if (!targets.isEmpty() && targets.stream().allMatch(alias::equals)) {
            return Optional.of(alias + " → " + alias);
        }
        return isModel(alias) ? Optional.empty() : back(alias, List.of(alias), new HashSet<>());
    }

    /// @param seen from where no way leads back
    private Optional<String> back(String alias, List<String> way, Set<String> seen) {
        for (String target : targets(way.getLast())) {
            List<String> longer = Stream.concat(way.stream(), Stream.of(target)).toList();
            if (target.equals(alias)) {
                return Optional.of(String.join(" → ", longer));
            }
            if (seen.add(target) && !isModel(target)) {
                Optional<String> found = back(alias, longer, seen);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private List<String> targets(String alias) {
        return aliases.getOrDefault(alias, List.of());
    }

    private boolean isModel(String alias) {
        return targets(alias).contains(alias);
    }
}
