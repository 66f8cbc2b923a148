package handcar.rag.claims;

import module java.base;

import handcar.text.ResourceProperties;

/// The word lists of the comparison, for all languages together: function words, denials, units, months, weekdays, countries,
/// and words of shops and services that mean the same. Words are in lower case.
final class Vocabulary {
    /// A word of this many letters in the list of concepts also stands for longer ones; fewer outside the Latin alphabet.
    private static final int PREFIX = 5;

    private static final int SHORT_PREFIX = 4;

    private static final Properties WORDS =
            ResourceProperties.read(Vocabulary.class, "words.properties");

    /// Function words by language, and of all languages together.
    static final Map<String, Set<String>> FUNCTION_WORDS = byLanguage("stop.");

    static final Set<String> STOP = all(FUNCTION_WORDS);
    static final Set<String> DENY = words("deny");
    static final Set<String> DENYING_PARTS = words("deny-part");
    static final Set<String> YES = words("answer-yes");
    static final Set<String> NO = words("answer-no");
    static final Set<String> TURN = words("turn");
    static final Set<String> AND = words("and");
    static final Set<String> PREDICATE = words("predicate");
    static final Set<String> SUBJECTS = words("subject");
    static final Set<String> BEFORE_VERBS = words("before-verb");
    static final Set<String> DAILY = words("daily");
    static final Set<String> WORKDAYS = words("workday");
    static final Set<String> EACH = words("each");
    static final Set<String> PER = words("per");
    static final Set<String> HALF = words("half");
    static final Set<String> LIMIT = words("limit");
    static final Set<String> ONLY = words("only");

    static final Set<String> LIST = words("list");
    static final Set<String> REFER = words("refer");
    static final List<String> NEUTRAL = phrases("neutral");
    static final List<String> SAME_DAY = phrases("same-day");
    static final Map<String, BigDecimal> NUMBERS = numbers("numbers");

    /// Places in an order, and "one", where they are no values.
    static final Map<String, BigDecimal> ORDINALS = numbers("ordinals");

    /// The hours by their ordinal numbers, where clocks are read with them.
    static final Map<String, BigDecimal> HOURS = numbers("hours");

    /// Amounts in one word, written out: `fortnight` is "2 weeks".
    static final Map<String, String> AMOUNTS =
            phrases("amounts").stream()
                    .map(amount -> amount.split(":", 2))
                    .collect(
                            Collectors.toUnmodifiableMap(amount -> amount[0], amount -> amount[1]));

    static final Set<String> NOON = Set.copyOf(phrases("noon"));
    static final Set<String> MIDNIGHT = Set.copyOf(phrases("midnight"));
    static final Map<String, Unit> UNITS = units();

    /// The words of three letters and more for each unit.
    static final Map<Unit, List<String>> UNIT_WORDS =
            UNITS.entrySet().stream()
                    .filter(unit -> unit.getKey().length() > 2)
                    .collect(
                            Collectors.groupingBy(
                                    Map.Entry::getValue,
                                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));

    /// Words that say what an amount is for without another word, with the unit: `monthly`.
    static final Map<String, String> RATE_WORDS =
            split(text("rate-word"), "\\s+")
                    .map(entry -> entry.split(":", 2))
                    .collect(Collectors.toUnmodifiableMap(entry -> entry[0], entry -> entry[1]));

    static final Set<String> WITHOUT = words("without");
    static final Set<String> WITH = words("with");
    static final Set<String> FOR = words("for");
    static final Set<String> AFTER = words("after");

    /// Units that are things and no measures.
    static final Set<String> THINGS =
            Set.of("lesson", "session", "stay", "way", "vehicle", "child", "person", "piece");

    static final Set<String> AMBIGUOUS_NUMBERS = words("number-ambiguous");
    static final Set<String> WIDENING_NOT = words("widening-not");
    static final Set<String> AGES = words("age");
    private static final Map<String, Set<String>> DETERMINERS = byLanguage("determiner.");
    private static final Set<String> ALL_DETERMINERS = all(DETERMINERS);
    static final Set<String> PREPOSITIONS = words("preposition");
    static final Set<String> FRAMES =
            Stream.concat(words("frame").stream(), RATE_WORDS.keySet().stream())
                    .map(TextForm::folded)
                    .collect(Collectors.toUnmodifiableSet());
    static final Map<String, Integer> MONTHS = numbered("months.properties");
    static final Map<String, Integer> WEEKDAYS = numbered("weekdays.properties");

    private static final Map<String, String> PLACES = places();
    private static final Map<String, String> WIDENING = widening();
    private static final Map<String, Concept> WHOLE = new HashMap<>();
    private static final Map<String, Concept> BEGINNINGS = new HashMap<>();

    static {
        readConcepts();
    }

    private Vocabulary() {}

    /// What is counted; `factor` leads to the base of its kind.
    record Unit(String kind, BigDecimal factor) {}

    /// A meaning that several words share; `opposite` for those that say its contrary.
    record Concept(String name, boolean opposite) {}

    /// The meaning of a word, in lower case.
    static Optional<Concept> concept(String word) {
        Concept whole = WHOLE.get(word);
        if (whole != null) {
            return Optional.of(whole);
        }
        for (int end = Math.min(word.length(), 14); end >= SHORT_PREFIX; end--) {
            Concept beginning = BEGINNINGS.get(word.substring(0, end));
            if (beginning != null) {
                return Optional.of(beginning);
            }
        }
        return Optional.empty();
    }

    /// The ISO 3166 code of a country in any of the languages, also inflected as Slavic languages do.
    static Optional<String> place(String words) {
        String code = PLACES.get(words);
        if (code == null && words.length() > SHORT_PREFIX && !isLatin(words)) {
            code = PLACES.get(words.substring(0, words.length() - 1) + "~");
        }
        return Optional.ofNullable(code);
    }

    /// The group of a word that widens a statement (`!free`, `!all`, `!other`, `!now`).
    static Optional<String> widening(String word) {
        return Optional.ofNullable(WIDENING.get(word));
    }

    private static boolean isLatin(String word) {
        return Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.LATIN;
    }

    private static Stream<String> split(String text, String by) {
        return Arrays.stream(text.split(by, -1)).map(String::strip).filter(s -> !s.isEmpty());
    }

    private static String text(String name) {
        return Objects.requireNonNull(WORDS.getProperty(name), name);
    }

    private static Set<String> words(String name) {
        return split(text(name), "\\s+").collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Set<String>> byLanguage(String prefix) {
        return WORDS.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(
                        Collectors.toUnmodifiableMap(
                                name -> name.substring(prefix.length()), Vocabulary::words));
    }

    private static Set<String> all(Map<String, Set<String>> languages) {
        return languages.values().stream()
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The articles and possessives of a language; of all when it is not known.
    static Set<String> determiners(String language) {
        return DETERMINERS.getOrDefault(language, ALL_DETERMINERS);
    }

    /// A pattern of the phrases under a name.
    static String pattern(String name) {
        return phrases(name).stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    /// The same with regular expressions for phrases.
    static String alternatives(String name) {
        return String.join("|", phrases(name));
    }

    private static List<String> phrases(String name) {
        return split(text(name), ";").toList();
    }

    private static Map<String, BigDecimal> numbers(String name) {
        Map<String, BigDecimal> numbers = new HashMap<>();
        split(text(name), "\\s+")
                .forEach(
                        entry -> {
                            String[] parts = entry.split(":", 2);
                            split(parts[1].replace(',', ' '), " ")
                                    .forEach(word -> numbers.put(word, new BigDecimal(parts[0])));
                        });
        return Map.copyOf(numbers);
    }

    private static Map<String, Unit> units() {
        Properties file = ResourceProperties.read(Vocabulary.class, "units.properties");
        Map<String, Unit> units = new HashMap<>();
        for (String name : file.stringPropertyNames()) {
            String[] parts = file.getProperty(name, "").split(" ", 3);
            Unit unit = new Unit(parts[0], new BigDecimal(parts[1]));
            split(parts[2], ";").forEach(word -> units.put(word, unit));
        }
        return Map.copyOf(units);
    }

    private static Map<String, Integer> numbered(String name) {
        Properties file = ResourceProperties.read(Vocabulary.class, name);
        Map<String, Integer> numbered = new HashMap<>();
        for (String number : file.stringPropertyNames()) {
            split(file.getProperty(number, ""), ";")
                    .forEach(word -> numbered.put(word, Integer.valueOf(number)));
        }
        return Map.copyOf(numbered);
    }

    /// Other scripts than Latin also by the name without its last letter, marked by a tilde.
    private static Map<String, String> places() {
        Properties file = ResourceProperties.read(Vocabulary.class, "places.properties");
        Map<String, String> places = new HashMap<>();
        for (String code : file.stringPropertyNames()) {
            split(file.getProperty(code, ""), ";")
                    .forEach(
                            name -> {
                                places.put(name, code);
                                if (!isLatin(name) && name.length() > SHORT_PREFIX) {
                                    places.put(name.substring(0, name.length() - 1) + "~", code);
                                }
                            });
        }
        return Map.copyOf(places);
    }

    private static Map<String, String> widening() {
        Map<String, String> groups = new HashMap<>();
        for (String group : List.of("free", "all", "other", "always", "now", "only")) {
            words(group).forEach(word -> groups.put(word, "!" + group));
        }
        return Map.copyOf(groups);
    }

    private static void readConcepts() {
        try (InputStream file =
                        Objects.requireNonNull(
                                Vocabulary.class.getResourceAsStream("concepts.txt"));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(Vocabulary::readConcept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readConcept(String line) {
        String[] named = line.split(":", 2);
        String[] sides = named[1].split("\\|", 2);
        for (int side = 0; side < sides.length; side++) {
            Concept concept = new Concept(named[0], side > 0);
            for (String word : split(sides[side], "\\s+").toList()) {
                WHOLE.put(word.replace("=", ""), concept);
                if (!word.startsWith("=")
                        && word.length() >= (isLatin(word) ? PREFIX : SHORT_PREFIX)) {
                    BEGINNINGS.put(word, concept);
                }
            }
        }
    }
}
