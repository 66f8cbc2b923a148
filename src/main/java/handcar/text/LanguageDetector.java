package handcar.text;

import module java.base;

import java.lang.Character.UnicodeScript;

/// Detects languages by the profiles in `languages.txt`. The script decides first; among languages of one script every small
/// word, ending and letter votes with a weight that falls with the number of languages that share it.
final class LanguageDetector {
    static final LanguageDetector KNOWN = new LanguageDetector();

    /// Characters. More of a text does not change the result, only the time it takes.
    private static final int ENOUGH = 3_000;

    /// Weights of an ending and of a letter beside that of a whole word.
    private static final double ENDING = 0.25;

    private static final double LETTER = 0.5;

    /// The weight of a word of thanks; alone it is less than [LanguageGuess] needs.
    private static final double WEAK = 0.6;

    /// The weight of a word that is written without its accents.
    private static final double WITHOUT_ACCENTS = 0.8;

    /// A letter the language does not have is more than a missing vote, less than proof: names travel.
    private static final double FOREIGN_LETTER = 0.7;

    /// Letters; shorter ones are a word of some language by chance.
    private static final int SHORTEST_BARE = 3;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final int LONGEST_ENDING = 5;

    /// Few companies write in these, and their small words look like those of larger neighbours: of two words that may be
    /// Catalan or English, English is the better guess. A whole sentence outvotes this by far.
    private static final Set<Language> RARE =
            EnumSet.of(
                    Language.CATALAN,
                    Language.GALICIAN,
                    Language.BASQUE,
                    Language.IRISH,
                    Language.WELSH,
                    Language.AFRIKAANS,
                    Language.ICELANDIC,
                    Language.ALBANIAN,
                    Language.MALAGASY,
                    Language.SWAHILI,
                    Language.TAGALOG,
                    Language.ESTONIAN);

    private static final double RARE_WEIGHT = 0.8;

    private final List<Language> languages = new ArrayList<>();
    private final List<UnicodeScript> scripts = new ArrayList<>();

    /// For each word, ending and letter the profiles that have it, as bits.
    private final Map<String, Long> words = new HashMap<>();

    /// The same words without accents.
    private final Map<String, Long> bareWords = new HashMap<>();

    /// The frequent ones among them, which a search leaves out.
    private final Map<String, Long> smallWords = new HashMap<>();

    /// Words that people of other languages say, too.
    private final Map<String, Long> weakWords = new HashMap<>();

    private final Map<String, Long> endings = new HashMap<>();
    private final Map<Integer, Long> letters = new HashMap<>();

    private LanguageDetector() {
        List<String> block = lines("languages.txt");
        for (int at = 0; at + 3 < block.size(); at += 4) {
            add(block.subList(at, at + 4));
        }
        smallWords.putAll(bareWords);
        for (String line : lines("question-words.txt")) {
            String[] asked = line.split(" ", -1);
            long bit = 1L << languages.indexOf(language(asked[0]));
            for (String word : List.of(asked).subList(1, asked.length)) {
                if (word.startsWith("~")) {
                    weakWords.merge(word.substring(1), bit, (a, b) -> a | b);
                } else {
                    add(word, bit);
                }
            }
        }
    }

    private static List<String> lines(String name) {
        try (InputStream file =
                        Objects.requireNonNull(LanguageDetector.class.getResourceAsStream(name));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Language language(String name) {
        return Language.valueOf(name.replace("_cyrillic", "").toUpperCase(Locale.ROOT));
    }

    private void add(String word, long bit) {
        words.merge(word, bit, (a, b) -> a | b);
        bareWords.merge(bare(word), bit, (a, b) -> a | b);
    }

    private void add(List<String> profile) {
        long bit = 1L << languages.size();
        String[] frequent = profile.get(1).split(" ", -1);
        languages.add(language(profile.get(0)));
        scripts.add(UnicodeScript.of(frequent[0].codePointAt(0)));
        Stream.of(frequent).forEach(word -> add(word, bit));
        profile.get(2)
                .codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> letters.merge(letter, bit, (a, b) -> a | b));
        for (String ending : profile.get(3).split(" ", -1)) {
            endings.merge(ending, bit, (a, b) -> a | b);
        }
    }

    private static String bare(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", "")
                .replace("ß", "ss");
    }

    /// Whether this is one of the language's frequent words, written without accents.
    boolean isSmallWord(Language language, String word) {
        long profiles = smallWords.getOrDefault(word, 0L);
        return IntStream.range(0, languages.size())
                .anyMatch(each -> (profiles & 1L << each) != 0 && languages.get(each) == language);
    }

    /// Whether this is a frequent word of one of the languages, written without accents.
    boolean isSmallWord(String word) {
        return smallWords.containsKey(word);
    }

    /// The candidate with most votes, or [Language#OTHER].
    Language best(String text, Set<Language> candidates) {
        String start = Normalizer.normalize(beginning(text), Normalizer.Form.NFC);
        Script script = Script.of(start);
        Language found =
                switch (script.main()) {
                    case LATIN, CYRILLIC, DEVANAGARI -> vote(start, script.main(), candidates);
                    case ARABIC -> Script.arabic(start);
                    case HEBREW -> Script.hebrew(start);
                    case GREEK -> Language.GREEK;
                    case ARMENIAN -> Language.ARMENIAN;
                    case TAMIL -> Language.TAMIL;
                    case HAN -> script.kana() ? Language.JAPANESE : Language.CHINESE;
                    case HANGUL -> Language.KOREAN;
                    case THAI -> Language.THAI;
                    default -> Language.OTHER;
                };
        return candidates.contains(found) ? found : Language.OTHER;
    }

    /// The one of these languages that most in the text but its thanks speaks for; the first when nothing does.
    Language likeliest(String text, List<Language> expected) {
        Map<Language, Double> votes =
                votes(
                        NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                                .filter(word -> !weakWords.containsKey(word))
                                .collect(Collectors.joining(" ")));
        Language best = expected.getFirst();
        for (Language each : expected) {
            if (votes.getOrDefault(each, 0.0) > votes.getOrDefault(best, 0.0)) {
                best = each;
            }
        }
        return best;
    }

    private static String beginning(String text) {
        return text.length() <= ENOUGH ? text : text.substring(0, ENOUGH);
    }

    /// What the words, endings and letters of a text say for each language; the largest is the best.
    Map<Language, Double> votes(String text) {
        double[] votes = count(Normalizer.normalize(beginning(text), Normalizer.Form.NFC));
        Map<Language, Double> named = new EnumMap<>(Language.class);
        for (int each = 0; each < votes.length; each++) {
            double weight = RARE.contains(languages.get(each)) ? RARE_WEIGHT : 1;
            named.merge(languages.get(each), votes[each] * weight, Math::max);
        }
        return named;
    }

    /// How many of the small words of each language that are not written in ASCII alone stand in the text.
    Map<Language, Integer> wordsBeyondAscii(String text) {
        Map<Language, Integer> found = new EnumMap<>(Language.class);
        Stream.of(beginning(text).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}]+", -1))
                .distinct()
                .filter(word -> word.chars().anyMatch(letter -> letter > 0x7F))
                .forEach(
                        word -> {
                            long having = words.getOrDefault(word, 0L);
                            for (int each = 0; each < languages.size(); each++) {
                                if ((having & 1L << each) != 0) {
                                    found.merge(languages.get(each), 1, Integer::sum);
                                }
                            }
                        });
        return found;
    }

    private Language vote(String text, UnicodeScript script, Set<Language> candidates) {
        return winner(count(text), script, candidates);
    }

    private double[] count(String text) {
        double[] votes = new double[languages.size()];
        // each word once: a list of Los Angeles teams is not Spanish
        Set<String> counted = new HashSet<>();
        StringBuilder word = new StringBuilder();
        for (int at = 0; at <= text.length(); at++) {
            char next = at < text.length() ? text.charAt(at) : ' ';
            if (Character.isLetter(next)
                    || Character.getType(next) == Character.NON_SPACING_MARK
                    || Character.getType(next) == Character.COMBINING_SPACING_MARK) {
                word.append(next);
            } else if (!word.isEmpty()) {
                String lower = word.toString().toLowerCase(Locale.ROOT).replace("\u0307", "");
                if (counted.add(lower)) {
                    count(lower, votes);
                }
                word.setLength(0);
            }
        }
        return votes;
    }

    private void count(String word, double[] votes) {
        long profiles = words.getOrDefault(word, 0L);
        if (weakWords.containsKey(word)) {
            give(votes, weakWords.getOrDefault(word, 0L), WEAK);
            return;
        }
        give(votes, profiles, 1);
        if (profiles == 0 && word.length() >= SHORTEST_BARE) {
            profiles = bareWords.getOrDefault(word, 0L); // customers leave out accents
            give(votes, profiles, WITHOUT_ACCENTS);
        }
        if (profiles == 0) {
            for (int length = 2; length <= LONGEST_ENDING && length < word.length(); length++) {
                String ending = word.substring(word.length() - length);
                give(votes, endings.getOrDefault(ending, 0L), ENDING);
            }
        }
        for (int at = 0; at < word.length(); at++) {
            if (word.charAt(at) > 127) {
                long having = letters.getOrDefault((int) word.charAt(at), 0L);
                give(votes, having, LETTER);
                if (having != 0) {
                    give(votes, ~having, -FOREIGN_LETTER);
                }
            }
        }
    }

    private void give(double[] votes, long profiles, double weight) {
        if (profiles == 0) {
            return;
        }
        double vote =
                weight < 0
                        ? weight
                        : weight * Math.log(1 + (double) votes.length / Long.bitCount(profiles));
        for (int each = 0; each < votes.length; each++) {
            if ((profiles & 1L << each) != 0) {
                votes[each] += vote;
            }
        }
    }

    private Language winner(double[] votes, UnicodeScript script, Set<Language> candidates) {
        Map<Language, Double> best = new EnumMap<>(Language.class);
        for (int each = 0; each < votes.length; each++) {
            if (scripts.get(each) == script && candidates.contains(languages.get(each))) {
                double weight = RARE.contains(languages.get(each)) ? RARE_WEIGHT : 1;
                best.merge(languages.get(each), votes[each] * weight, Math::max);
            }
        }
        return best.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Language.OTHER);
    }
}
