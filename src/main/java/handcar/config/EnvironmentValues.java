package handcar.config;

import module java.base;

/// The values of the [EnvironmentVariable]s that rooms declared, each given or its default.
///
/// @param byName by the variables' documented names; a variable without a value is missing
public record EnvironmentValues(Map<String, Secret> byName) {
    public EnvironmentValues {
        byName = Map.copyOf(byName);
    }

    /// Reads the variables that rooms declare.
    static EnvironmentValues read(Environment env, List<EnvironmentVariable> variables) {
        Map<String, Secret> byName = new HashMap<>();
        for (EnvironmentVariable variable : variables) {
            value(env, variable)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> byName.put(variable.name(), new Secret(text)));
        }
        return new EnvironmentValues(byName);
    }

    private static Optional<String> value(Environment env, EnvironmentVariable variable) {
        String[] names = variable.names().toArray(String[]::new);
        String fallback = variable.fallback().orElse("");
        return switch (variable.type()) {
            case TEXT -> Optional.of(env.textOr(fallback, names));
            case SECRET -> env.secret(names).map(Secret::reveal);
            case CHOSEN_SECRET -> env.chosenSecret(names).map(Secret::reveal);
            case URL -> Optional.of(env.server(env.url(fallback, names)));
            case HOST -> env.host(names);
            case NUMBER ->
                    Optional.of(
                            Integer.toString(
                                    env.number(
                                            Integer.parseInt(fallback),
                                            variable.least(),
                                            variable.most(),
                                            names)));
            case CHOICE -> Optional.of(env.choice(fallback, variable.choices(), names));
        };
    }

    public Optional<Secret> secret(EnvironmentVariable variable) {
        return Optional.ofNullable(byName.get(variable.name()));
    }

    public Optional<String> text(EnvironmentVariable variable) {
        return secret(variable).map(Secret::reveal);
    }
}
