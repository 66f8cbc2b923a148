package handcar.text;

import module java.base;

/// Chooses the language to answer in. A short text says little about its language ("ok thanks" looks Estonian), so that it
/// takes the one that is expected; only a text that clearly is in another language changes it.
public final class ReplyLanguage {
    /// By so many small words a short text has to be more of another language than of the expected one.
    private static final int CLEARLY = 2;

    /// Words. One small word more is enough in a longer text.
    private static final int SHORT = 4;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");

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

    private static Language written(String text, List<Language> expected) {
        Language found = Language.of(text);
        if (expected.isEmpty() || expected.contains(found)) {
            return found;
        }
        Language best = expected.getFirst();
        Set<String> words = words(text);
        long most = hits(words, best);
        for (Language each : expected) {
            long hits = hits(words, each);
            if (hits > most) {
                best = each;
                most = hits;
            }
        }
        if (found == Language.OTHER) {
            return best;
        }
        boolean foreign = Script.of(text).main() != Script.of(sample(best)).main();
        boolean accents =
                best == Language.ENGLISH && text.chars().anyMatch(c -> c >= 'À' && c < 'ˀ');
        int more = words.size() > SHORT ? 1 : CLEARLY;
        return foreign || accents || hits(words, found) >= most + more ? found : best;
    }

    private static String sample(Language language) {
        return Locale.of(language.code()).getDisplayLanguage(Locale.of(language.code()));
    }

    private static long hits(Set<String> words, Language language) {
        return words.stream().filter(language::isSmallWord).count();
    }

    private static Set<String> words(String text) {
        String bare =
                Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                        .replaceAll("\\p{Mn}", "");
        return WORD.matcher(bare).results().map(found -> found.group()).collect(Collectors.toSet());
    }
}
