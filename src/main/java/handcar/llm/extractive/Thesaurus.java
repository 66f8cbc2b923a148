package handcar.llm.extractive;

import module java.base;

/// What customers call the same thing in several languages, from `thesaurus.txt`: concepts, the words for them, and the question
/// words that ask for an [AnswerType]. Words are those of [Words].
public final class Thesaurus {
    static final Thesaurus KNOWN = new Thesaurus();

    private final Map<String, BitSet> words = new HashMap<>();
    private final Map<String, List<Stem>> stems = new HashMap<>();
    private final Map<String, List<Phrase>> phrases = new HashMap<>();
    private final Map<String, BitSet> lastWords = new HashMap<>();
    private final Set<String> fillers = new HashSet<>();
    private final Set<String> light = new HashSet<>();

    /// Second halves of compounds that add nothing to the first: `Rückgabe-recht`.
    private final Set<String> heads = new HashSet<>();

    private final Map<Integer, AnswerType> types = new HashMap<>();

    /// For a concept the ones that it is a kind of.
    private final Map<Integer, BitSet> wider = new HashMap<>();

    private final BitSet general = new BitSet();
    private final BitSet numbers = new BitSet();

    /// Endings that make another word of a stem, and letters that link it to the second half of a compound.
    private static final Pattern DERIVED =
            Pattern.compile("^(?:(?:ung|heit|keit|schaft|ier|lich|ig)?(?:es|en|e|n|s|er)?)");

    private static final int SHORTEST_HALF = 4;
    private static final int JANUARY = 0;
    private static final int JULY = 6;
    private final CalendarRange days = new CalendarRange(7);
    private final CalendarRange months = new CalendarRange(12);
    private int size;

    /// The beginning of words.
    private record Stem(String letters, int concept) {}

    /// Several words in a row, the last perhaps with any ending.
    private record Phrase(List<String> words, int concept) {
        boolean stands(List<String> text, int at) {
            if (at + words.size() > text.size()) {
                return false;
            }
            for (int word = 0; word < words.size(); word++) {
                String given = words.get(word);
                String found = text.get(at + word);
                boolean same =
                        given.endsWith("*")
                                ? found.startsWith(given.substring(0, given.length() - 1))
                                : found.equals(given);
                if (!same) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Concepts that begin at a word of a text, and how many words name them.
    record Naming(BitSet concepts, int length) {}

    private Thesaurus() {
        try (InputStream file =
                        Objects.requireNonNull(
                                Thesaurus.class.getResourceAsStream("thesaurus.txt"));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String name = line.substring(0, line.indexOf(':'));
        int concept = size++;
        if (name.matches("n\\d+")) {
            numbers.set(concept);
        }
        if (name.startsWith("~")) {
            general.set(concept);
        }
        if (name.startsWith("@")) {
            types.put(concept, AnswerType.valueOf(name.substring(1)));
        } else if (name.matches("day\\d")) {
            days.add(concept);
        } else if (name.matches("month\\d+")) {
            months.add(concept);
        }
        for (String entry : line.substring(line.indexOf(':') + 1).split(";", -1)) {
            if (!entry.isBlank()) {
                add(entry.strip(), concept, name);
            }
        }
    }

    private void add(String entry, int concept, String name) {
        boolean stem = entry.endsWith("*");
        boolean last = entry.endsWith("$");
        List<String> parts = new ArrayList<>();
        for (String part : entry.split("[ '’-]+", -1)) {
            String bare = Words.fold(part.replaceAll("[*$]", ""));
            parts.add(part.endsWith("*") ? bare + "*" : bare);
        }
        String word = parts.getFirst();
        if (name.equals("-")) {
            fillers.add(word);
        } else if (name.equals("^")) {
            heads.add(word);
        } else if (name.startsWith(">")) {
            of(word).stream()
                    .forEach(kind -> wider.computeIfAbsent(kind, _ -> of(name.substring(1))));
        } else if (name.equals("~")) {
            light.add(String.join(" ", parts));
        } else if (parts.size() > 1) {
            phrases.computeIfAbsent(first(word), _ -> new ArrayList<>())
                    .add(new Phrase(parts, concept));
        } else if (last) {
            named(lastWords, word).set(concept);
        } else if (stem) {
            String letters = word.substring(0, word.length() - 1);
            stems.computeIfAbsent(first(letters), _ -> new ArrayList<>())
                    .add(new Stem(letters, concept));
        } else {
            named(words, word).set(concept);
        }
    }

    /// Stems and phrases are found by the first two letters.
    private static String first(String word) {
        return word.substring(0, Math.min(2, word.length()));
    }

    private static BitSet named(Map<String, BitSet> by, String word) {
        return by.computeIfAbsent(word, _ -> new BitSet());
    }

    /// The things that a text in any language names; kinds of answers, numbers and words of every question are not among them.
    public static BitSet named(String text) {
        List<String> words = Words.of(text);
        BitSet named = KNOWN.phrasesIn(words);
        words.forEach(word -> named.or(KNOWN.of(word)));
        named.andNot(KNOWN.general);
        named.andNot(KNOWN.numbers);
        KNOWN.types.keySet().forEach(named::clear);
        return named;
    }

    /// Whether the word says nothing about what is asked, like "please".
    boolean isFiller(String word) {
        return fillers.contains(word);
    }

    /// Whether the word says little about what is asked, like "another".
    boolean isLight(String word) {
        return light.contains(word);
    }

    /// Whether a compound only begins with a word of the thesaurus and is something else: dog food is no dog.
    boolean onlyBegins(String compound) {
        if (words.containsKey(compound)) {
            return false;
        }
        String rest =
                stems.getOrDefault(first(compound), List.of()).stream()
                        .map(Stem::letters)
                        .filter(compound::startsWith)
                        .max(Comparator.comparingInt(String::length))
                        .map(stem -> compound.substring(stem.length()))
                        .orElse("");
        String half = DERIVED.matcher(rest).replaceFirst("");
        return half.length() >= SHORTEST_HALF
                && Stream.of(rest, half)
                        .noneMatch(end -> heads.contains(end) || !of(end).isEmpty());
    }

    /// The concepts that this word names by itself.
    BitSet of(String word) {
        BitSet found = new BitSet();
        BitSet exact = words.get(word);
        if (exact != null) {
            found.or(exact);
        }
        for (Stem stem : stems.getOrDefault(first(word), List.of())) {
            if (word.startsWith(stem.letters)) {
                found.set(stem.concept);
            }
        }
        String infinitive = found.isEmpty() ? Words.withoutParticiple(word) : word;
        return infinitive.equals(word) ? found : of(infinitive);
    }

    /// The concepts named by the longest phrase that begins here, else by the word alone.
    Naming at(List<String> text, int at) {
        int longest = 1;
        BitSet found = new BitSet();
        for (Phrase phrase : phrases.getOrDefault(first(text.get(at)), List.of())) {
            int length = phrase.words.size();
            if (length >= longest && phrase.stands(text, at)) {
                if (length > longest) {
                    found.clear();
                }
                longest = length;
                found.set(phrase.concept);
            }
        }
        return longest > 1 ? new Naming(found, longest) : new Naming(of(text.get(at)), 1);
    }

    /// The concepts that the phrases of a text name.
    BitSet phrasesIn(List<String> text) {
        BitSet found = new BitSet();
        for (int at = 0; at < text.size(); at++) {
            for (Phrase phrase : phrases.getOrDefault(first(text.get(at)), List.of())) {
                if (phrase.stands(text, at)) {
                    found.set(phrase.concept);
                }
            }
        }
        return found;
    }

    /// The concepts of a word that has its meaning only at the end of a question: "habt ihr auf?"
    BitSet atEnd(String word) {
        return (BitSet) lastWords.getOrDefault(word, new BitSet()).clone();
    }

    /// All concepts that a text names, the days of "Tuesday to Friday" included.
    BitSet in(String text, List<String> words) {
        BitSet found = phrasesIn(words);
        words.forEach(word -> found.or(of(word)));
        addRanges(text, found);
        return found;
    }

    /// Adds the days and months between those that the text names.
    void addRanges(String text, BitSet found) {
        days.addTo(found, text, this);
        months.addTo(found, CalendarRange.named(text), this);
        if (months.has(found, JULY)) {
            found.or(of("summer"));
        }
        if (months.has(found, JANUARY)) {
            found.or(of("winter"));
        }
    }

    /// Whether these concepts are in half of all questions: "do you have", "may I".
    boolean isGeneral(BitSet concepts) {
        return !concepts.isEmpty() && concepts.stream().allMatch(general::get);
    }

    /// Whether the word is a number, in digits or letters.
    boolean isNumber(String word) {
        return WordSimilarity.hasDigit(word) || of(word).intersects(numbers);
    }

    /// Whether a day of the week is among these concepts.
    boolean isDay(BitSet concepts) {
        return days.hasOne(concepts);
    }

    /// Whether a month is among these concepts.
    boolean isMonth(BitSet concepts) {
        return months.hasOne(concepts);
    }

    /// The concepts that these are kinds of: Norway is abroad.
    BitSet wider(BitSet concepts) {
        BitSet found = new BitSet();
        concepts.stream()
                .mapToObj(each -> wider.getOrDefault(each, new BitSet()))
                .forEach(found::or);
        return found;
    }

    /// What is asked for with these concepts.
    Set<AnswerType> types(BitSet concepts) {
        return concepts.stream()
                .filter(types::containsKey)
                .mapToObj(types::get)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AnswerType.class)));
    }

    /// The word of the thesaurus that is this one with a typing error.
    Optional<String> corrected(String word) {
        return Stream.concat(
                        words.keySet().stream(),
                        stems.values().stream().flatMap(List::stream).map(Stem::letters))
                .filter(known -> WordSimilarity.mistyped(word, known) > 0)
                .findFirst();
    }
}
