package handcar.llm.extractive;

import module java.base;

/// Reads `phrases.txt`, whose first lines say what stands in it.
final class PhraseFile {
    private PhraseFile() {}

    /// The phrases by language.
    static Map<String, SmallTalkPhrases> read() {
        try (InputStream file =
                        Objects.requireNonNull(
                                PhraseFile.class.getResourceAsStream("phrases.txt"));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            Map<String, SmallTalkPhrases> all = new LinkedHashMap<>();
            SmallTalkPhrases current = null;
            for (String line : reader.lines().toList()) {
                if (line.startsWith("[")) {
                    current =
                            new SmallTalkPhrases(
                                    line.substring(1, line.indexOf(']')),
                                    new HashMap<>(),
                                    new HashMap<>());
                    all.put(current.language(), current);
                } else if (current != null && line.contains(": ")) {
                    add(current, line);
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(SmallTalkPhrases to, String line) {
        String name = line.substring(0, line.indexOf(':'));
        String value = line.substring(line.indexOf(':') + 1).strip();
        switch (name) {
            case "unknown", "greeting", "welcome", "getting-person" ->
                    to.sentences().put(name, value);
            default -> to.phrases().put(name, set(value));
        }
    }

    private static Set<String> set(String line) {
        return Arrays.stream(line.split(";", -1))
                .map(String::strip)
                .map(phrase -> (phrase.startsWith("=") ? "=" : "") + SmallTalkPhrases.words(phrase))
                .collect(Collectors.toUnmodifiableSet());
    }
}
