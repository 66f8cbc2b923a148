package handcar.llm.extractive;

import module java.base;

/// The words of one language that a message may consist of which only answers an offer, in the shape that [#plain] gives them.
final class OfferWords {
    /// What a word does in such a message.
    enum Role {
        NO,
        /// "Yes".
        YES,
        /// "Please", "sounds good".
        CONSENT,
        /// "Ok", which also ends a talk.
        ASSENT,
        /// A yes at the beginning, a particle behind thanks.
        OPENING,
        FAREWELL,
        COURTESY,
        PARTICLE
    }

    /// Scripts whose letters have marks that customers leave out.
    private static final Pattern MARK =
            Pattern.compile(
                    "(?<=[\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}\\p{IsArabic}\\p{IsHebrew}])\\p{Mn}+|[\u0640\u093C]");

    /// Kana are syllables: "un" is a yes in Japanese, "uun" a no.
    private static final Pattern REPEATED =
            Pattern.compile("([^\\p{IsHiragana}\\p{IsKatakana}])\\1+");

    private static final Map<String, String> LETTERS =
            Map.ofEntries(
                    Map.entry("ß", "ss"),
                    Map.entry("ı", "i"),
                    Map.entry("ł", "l"),
                    Map.entry("đ", "d"),
                    Map.entry("ø", "o"),
                    Map.entry("æ", "ae"),
                    Map.entry("œ", "oe"),
                    Map.entry("ς", "σ"),
                    Map.entry("ة", "ه"),
                    Map.entry("ى", "ي"),
                    Map.entry("ی", "ي"),
                    Map.entry("ک", "ك"));

    /// How letters are written on a keyboard that lacks them.
    private static final Map<String, String> DIGRAPHS =
            Map.of("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa");

    private static final Map<String, OfferWords> ALL = new LinkedHashMap<>();

    static {
        SmallTalkPhrases.all().forEach(each -> ALL.put(each.language(), new OfferWords(each)));
    }

    private final Map<String, Role> roles = new HashMap<>();
    private int longest;

    private OfferWords(SmallTalkPhrases phrases) {
        Set<String> particles = phrases.of("particles");
        Set<String> thanks = phrases.of("thanks");
        Stream.of("no", "rejections").forEach(kind -> add(phrases.of(kind), _ -> Role.NO));
        add(
                phrases.of("yes"),
                word ->
                        particles.contains(word)
                                ? Role.OPENING
                                : thanks.contains(word)
                                        ? Role.ASSENT
                                        : phrases.of("please").contains(word)
                                                ? Role.CONSENT
                                                : Role.YES);
        add(
                phrases.of("consents"),
                word ->
                        particles.contains(word)
                                ? Role.OPENING
                                : thanks.contains(word) ? Role.ASSENT : Role.CONSENT);
        add(phrases.of("please"), _ -> Role.CONSENT);
        add(phrases.of("farewells"), _ -> Role.FAREWELL);
        Stream.of("thanks", "courtesies", "greetings")
                .forEach(kind -> add(phrases.of(kind), _ -> Role.COURTESY));
        add(particles, _ -> Role.PARTICLE);
    }

    /// The words of a language; the English ones where we have none.
    static OfferWords in(String language) {
        return ALL.getOrDefault(language, Objects.requireNonNull(ALL.get("en")));
    }

    static Collection<OfferWords> all() {
        return ALL.values();
    }

    private void add(Set<String> phrases, Function<String, Role> role) {
        for (String phrase : phrases) {
            for (String shape : List.of(plain(phrase), plain(replaced(phrase, DIGRAPHS)))) {
                roles.putIfAbsent(shape, role.apply(phrase));
                roles.putIfAbsent(shape.replace(" ", ""), role.apply(phrase));
                longest = Math.max(longest, shape.length());
            }
        }
    }

    Optional<Role> role(String phrase) {
        return Optional.ofNullable(roles.get(phrase));
    }

    /// Characters of the longest phrase.
    int longest() {
        return longest;
    }

    /// Words ([SmallTalkPhrases#words]) without accents, each letter once instead of repeated.
    static String plain(String words) {
        String bare = MARK.matcher(Normalizer.normalize(words, Normalizer.Form.NFD)).replaceAll("");
        String plain = Normalizer.normalize(replaced(bare, LETTERS), Normalizer.Form.NFC);
        return REPEATED.matcher(plain).replaceAll("$1");
    }

    private static String replaced(String text, Map<String, String> letters) {
        String replaced = text;
        for (Map.Entry<String, String> each : letters.entrySet()) {
            replaced = replaced.replace(each.getKey(), each.getValue());
        }
        return replaced;
    }
}
