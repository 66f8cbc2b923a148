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

    /// The share of letters beyond ASCII where the file tells no other.
    private static final String LATIN_SHARE = "0.05";

    /// Natural logarithm. A letter that the language does not have: names and quotations.
    private static final double FOREIGN = -9;

    /// A Han character or syllable that is not common, and any other character.
    private static final double UNCOMMON = -13;

    /// The shares of listed characters in a text, and of the other common ones.
    private static final double LISTED_SHARE = 0.8;

    private static final double COMMON_SHARE = 0.18;

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

    /// `language kind letters`; before the letters the common rows where they are dense, or their share where it is small.
    private static WritingModel of(String line) {
        String[] parts = line.split(" ", -1);
        Kind kind = Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
        int[] letters = parts[parts.length - 1].codePoints().distinct().toArray();
        double beyondAscii =
                kind == Kind.LATIN
                        ? Double.parseDouble(parts.length > 3 ? parts[2] : LATIN_SHARE)
                        : 1;
        Map<Integer, Double> logs = new HashMap<>();
        if (kind == Kind.DENSE) {
            int[] common = common(parts[2]);
            for (int character : common) {
                logs.put(character, Math.log(COMMON_SHARE / common.length));
            }
        }
        double total = 0;
        for (int rank = 0; rank < letters.length; rank++) {
            total += weight(kind, rank, letters.length);
        }
        for (int rank = 0; rank < letters.length; rank++) {
            double share = weight(kind, rank, letters.length) / total;
            logs.put(
                    letters[rank],
                    switch (kind) {
                        case ALPHABET, LATIN -> Math.log(share * beyondAscii);
                        case DENSE -> Math.log(share * LISTED_SHARE);
                    });
        }
        return new WritingModel(parts[0], kind, logs, kind == Kind.DENSE ? UNCOMMON : FOREIGN);
    }

    /// The characters in some rows of a standard, as `charset:first-last`; none when this runtime lacks the charset.
    private static int[] common(String rows) {
        String[] parts = rows.split("[:-](?=[0-9A-F]{2}(-|$))", -1);
        int first = HexFormat.fromHexDigits(parts[1]);
        int last = HexFormat.fromHexDigits(parts[2]);
        ByteBuffer bytes = ByteBuffer.allocate((last - first + 1) * 2 * 0xC0);
        for (int row = first; row <= last; row++) {
            for (int cell = 0x40; cell <= 0xFE; cell++) {
                if (cell < 0x7F || cell > 0xA0) {
                    bytes.put((byte) row).put((byte) cell);
                }
            }
        }
        return TextDecoder.named(parts[0])
                .map(charset -> charset.decode(bytes.flip()).toString())
                .orElse("")
                .codePoints()
                .filter(character -> character > 0xFF && character != 0xFFFD)
                .distinct()
                .toArray();
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
