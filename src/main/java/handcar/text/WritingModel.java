package handcar.text;

import module java.base;

import org.jspecify.annotations.Nullable;

/// How probable a letter is in the writing of one language. The letters stand in `writing.txt` in the order of their frequency,
/// which falls from each to the next by about the same factor (Zipf and Gusein-Zade describe it for alphabets); for Han
/// characters and syllables the list holds the most frequent, which are most of any text.
record WritingModel(String language, Kind kind, Map<Integer, Double> letters, double rare) {
    /// Alphabets that are written instead of ASCII letters, or beside them; characters of two bytes.
    enum Kind {
        ALPHABET,
        LATIN,
        DENSE
    }

    /// Natural logarithms. One letter in twenty of a text in Latin letters is none of ASCII.
    private static final double LATIN_SHARE = Math.log(0.05);

    /// A letter that the language does not have: names and quotations.
    private static final double FOREIGN = -9;

    /// A Han character or syllable that is not among the listed, of some thousands; and any other character.
    private static final double UNLISTED = -11.5;

    /// The share of listed characters in a text.
    private static final double LISTED_SHARE = 0.8;

    /// How much more frequent the first letter of an alphabet is than its last.
    private static final double STEEPNESS = 3.3;

    static final List<WritingModel> ALL = read();

    private static List<WritingModel> read() {
        try (InputStream file =
                        Objects.requireNonNull(
                                WritingModel.class.getResourceAsStream("writing.txt"));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(WritingModel::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `language kind letters`.
    private static WritingModel of(String line) {
        String[] parts = line.split(" ", 3);
        Kind kind = Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
        int[] letters = parts[2].codePoints().distinct().toArray();
        Map<Integer, Double> logs = new HashMap<>();
        double total = 0;
        for (int rank = 0; rank < letters.length; rank++) {
            total += weight(kind, rank, letters.length);
        }
        for (int rank = 0; rank < letters.length; rank++) {
            double share = weight(kind, rank, letters.length) / total;
            logs.put(
                    letters[rank],
                    switch (kind) {
                        case ALPHABET -> Math.log(share);
                        case LATIN -> Math.log(share) + LATIN_SHARE;
                        case DENSE -> Math.log(share * LISTED_SHARE);
                    });
        }
        return new WritingModel(parts[0], kind, logs, kind == Kind.DENSE ? UNLISTED : FOREIGN);
    }

    private static double weight(Kind kind, int rank, int letters) {
        return kind == Kind.DENSE ? 1 : Math.exp(-STEEPNESS * rank / letters);
    }

    /// The natural logarithm of the probability of a letter, small or capital.
    double log(int letter) {
        @Nullable Double small = letters.get(letter);
        return small != null ? small : letters.getOrDefault(Character.toLowerCase(letter), rare);
    }

    /// The language, if [LanguageDetector] knows its words.
    Optional<Language> known() {
        return Stream.of(Language.values())
                .filter(each -> each.name().equalsIgnoreCase(language) && kind != Kind.DENSE)
                .findFirst();
    }

    /// Whether the letter is one of this writing.
    boolean has(int letter) {
        return letters.containsKey(letter) || letters.containsKey(Character.toLowerCase(letter));
    }
}
