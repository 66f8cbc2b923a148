package handcar.rag.claims;

import module java.base;

import handcar.rag.search.SearchHit;

import java.lang.Character.UnicodeScript;

/// Tells whether a claim is in the language of a passage, so that its words can be compared: most of its words stand in passages of
/// that language, or its function words are of that language rather than of another. When nothing tells, it is.
final class PassageLanguages {
    /// A claim with this share of words that the passages have is in their language.
    private static final double SHARED = 0.4;

    private final List<String> languages;
    private final Map<String, Set<String>> words = new HashMap<>();
    private final Map<String, Set<UnicodeScript>> scripts = new HashMap<>();

    PassageLanguages(List<SearchHit> hits, List<PassageWindow> windows) {
        this.languages = hits.stream().map(SearchHit::language).toList();
        for (PassageWindow window : windows) {
            String language = languages.get(window.hit());
            words.computeIfAbsent(language, _ -> new HashSet<>()).addAll(window.own().raw());
        }
        words.forEach(
                (language, all) ->
                        scripts.put(
                                language,
                                all.stream()
                                        .map(PassageLanguages::script)
                                        .collect(Collectors.toSet())));
    }

    boolean isSame(ClaimText claim, PassageWindow window) {
        String language = languages.get(window.hit());
        Set<String> there = words.getOrDefault(language, Set.of());
        Set<String> raw = claim.raw();
        if (raw.isEmpty() || share(raw, there) >= SHARED) {
            return true;
        }
        Set<UnicodeScript> written = scripts.getOrDefault(language, Set.of());
        if (raw.stream().noneMatch(word -> written.contains(script(word)))) {
            return false;
        }
        return count(raw, language) >= most(raw, language);
    }

    private static double share(Set<String> words, Set<String> of) {
        return (double) words.stream().filter(of::contains).count() / words.size();
    }

    private static long count(Set<String> raw, String language) {
        Set<String> function = Vocabulary.FUNCTION_WORDS.getOrDefault(language, Set.of());
        return raw.stream().filter(function::contains).count();
    }

    private static long most(Set<String> raw, String but) {
        return Vocabulary.FUNCTION_WORDS.keySet().stream()
                .filter(language -> !language.equals(but))
                .mapToLong(language -> count(raw, language))
                .max()
                .orElse(0);
    }

    private static UnicodeScript script(String word) {
        return UnicodeScript.of(word.codePointAt(0));
    }
}
