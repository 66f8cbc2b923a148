package handcar.config;

import module java.base;

/// An environment variable that is declared by the room that uses it, such as a setting of a channel's account.
///
/// @param names the first is the documented one; the others are read when it is not set
/// @param least the smallest value of a `NUMBER`
/// @param most the largest value of a `NUMBER`
/// @param choices the allowed values of a `CHOICE`
/// @param fallback the value when none of the names is set
public record EnvironmentVariable(
        List<String> names,
        Type type,
        int least,
        int most,
        List<String> choices,
        Optional<String> fallback) {

    /// How a value is checked and shown.
    public enum Type {
        TEXT,
        SECRET,
        /// A secret of our own choice, which has to be too long to guess.
        CHOSEN_SECRET,
        /// An http or https URL; its host may be called even when it is private.
        URL,
        /// A host name; it may be called even when it is private.
        HOST,
        NUMBER,
        CHOICE
    }

    public static EnvironmentVariable text(String... names) {
        return of(Type.TEXT, names);
    }

    public static EnvironmentVariable secret(String... names) {
        return of(Type.SECRET, names);
    }

    public static EnvironmentVariable chosenSecret(String... names) {
        return of(Type.CHOSEN_SECRET, names);
    }

    public static EnvironmentVariable url(String... names) {
        return of(Type.URL, names);
    }

    public static EnvironmentVariable host(String... names) {
        return of(Type.HOST, names);
    }

    public static EnvironmentVariable number(int fallback, int least, int most, String... names) {
        return new EnvironmentVariable(
                List.of(names),
                Type.NUMBER,
                least,
                most,
                List.of(),
                Optional.of(Integer.toString(fallback)));
    }

    public static EnvironmentVariable choice(
            String fallback, List<String> choices, String... names) {
        return new EnvironmentVariable(
                List.of(names), Type.CHOICE, 0, 0, choices, Optional.of(fallback));
    }

    /// The variable of the former value of this secret, which is as long.
    public EnvironmentVariable previous() {
        return of(type, name() + "_PREVIOUS");
    }

    private static EnvironmentVariable of(Type type, String... names) {
        return new EnvironmentVariable(List.of(names), type, 0, 0, List.of(), Optional.empty());
    }

    /// This variable with a default.
    public EnvironmentVariable or(String value) {
        return new EnvironmentVariable(names, type, least, most, choices, Optional.of(value));
    }

    /// The documented name.
    public String name() {
        return names.getFirst();
    }
}
