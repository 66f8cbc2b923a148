package handcar.llm.cost;

import module java.base;

/// A pattern for the names of models, in which `*` stands for any characters: `gpt-4*`, `groq/*`. Case does not matter.
public record ModelGlob(String pattern, Pattern compiled) {
    public ModelGlob(String pattern) {
        this(pattern, compile(pattern));
    }

    private static Pattern compile(String glob) {
        String regex =
                Arrays.stream(glob.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /// Whether it has a `*` and fewer characters than the other.
    boolean isWiderThan(ModelGlob other) {
        return pattern.contains("*") && pattern.length() < other.pattern.length();
    }

    public boolean matches(String model) {
        return compiled.matcher(model).matches();
    }
}
