package handcar.text;

import module java.base;

/// Chooses the language to answer in. A short text says little about its language ("ok thanks" looks Estonian), so that it
/// takes the one that is expected; only a text that clearly is in another language changes it.
public final class ReplyLanguage {
    private ReplyLanguage() {}

    /// The code of the language to answer this text in, ISO 639-1.
    ///
    /// @param before what the same person wrote earlier, the latest last
    /// @param allowed codes of the only languages to answer in, the preferred one first; empty when all are
    /// @param likely languages that are expected without a better sign, the likeliest first
    public static String of(
            String text, List<String> before, List<String> allowed, List<Language> likely) {
        List<Language> only = allowed.stream().flatMap(code -> byCode(code).stream()).toList();
        List<Language> expected = new ArrayList<>(only.isEmpty() ? likely : only);
        if (!before.isEmpty()) {
            Language earlier = written(String.join("\n", before), expected);
            if (only.isEmpty() || only.contains(earlier)) {
                expected.remove(earlier);
                expected.addFirst(earlier);
            }
        }
        Language language = written(text, expected);
        if (!only.isEmpty() && !only.contains(language)) {
            language = only.getFirst();
        }
        if (!allowed.isEmpty() && only.isEmpty()) {
            return primary(allowed.getFirst());
        }
        return language == Language.OTHER ? Language.ENGLISH.code() : language.code();
    }

    /// The language of a code such as `de` or `de-AT`.
    public static Optional<Language> byCode(String code) {
        String primary = primary(code);
        return Arrays.stream(Language.values())
                .filter(language -> language.code().equals(primary))
                .findFirst();
    }

    private static String primary(String code) {
        return Locale.forLanguageTag(code.replace('_', '-')).getLanguage();
    }

    /// The language of a text: the likeliest of those that are expected, unless the text clearly is in another one.
    private static Language written(String text, List<Language> expected) {
        return expected.isEmpty()
                ? Language.of(text)
                : Language.of(text, LanguageDetector.KNOWN.likeliest(text, expected));
    }
}
