package handcar.config;

import module java.base;

/// The values of the [EnvironmentVariable]s that rooms declared, each given or its default.
///
/// @param byName by the variables' documented names; a variable without a value is missing
public record EnvironmentValues(Map<String, Secret> byName) {
    public EnvironmentValues {
        byName = Map.copyOf(byName);
    }

    public Optional<Secret> secret(EnvironmentVariable variable) {
        return Optional.ofNullable(byName.get(variable.name()));
    }

    public Optional<String> text(EnvironmentVariable variable) {
        return secret(variable).map(Secret::reveal);
    }
}
