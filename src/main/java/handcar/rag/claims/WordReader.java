package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.ClaimWord.Kind;
import handcar.rag.claims.Vocabulary.Concept;

/// Reads the words of a text outside its values. Scripts without spaces give pairs of characters.
final class WordReader {
    /// French and Italian articles and pronouns before a vowel.
    private static final Pattern ELISION =
            Pattern.compile("(?i)(?:[cdjlmnst]|qu|un|(?:a|de|ne|da|su)ll|quest)'(?=\\p{L})");

    private static final Pattern DAY_ABBREVIATION_FOLLOWS =
            Pattern.compile("\\.?:? ?(?:-|to\\b|bis\\b|[\\d|,/;&)]|$)");
    private static final Pattern RANGE =
            Pattern.compile("\\.? ?(?:-|to|through|till|until|bis|à|au|a|al|hasta|по|до|do|إلى) ?");

    /// `abgesagt` is a form of `absagen`.
    private static final Pattern PARTICIPLE =
            Pattern.compile(
                    "^(ab|an|auf|aus|ein|mit|nach|vor|zu|zuruck|um|weg)ge(\\p{L}{3,}(?:t|en))$");

    private static final Pattern NEXT = Pattern.compile(" (?:los |las |les )?(\\p{L}{4,})");

    private static final List<String> ALL_WEEK = List.of("#1", "#2", "#3", "#4", "#5", "#6", "#7");
    private final String text;
    private final BitSet taken = new BitSet();
    private final Set<String> raw = new HashSet<>();
    private final List<ClaimWord> words = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();
    private final String language;
    private final WrittenLanguage written;
    private final boolean hasHours;
    private Set<String> stop = Vocabulary.STOP;
    private String spoken = "";

    /// A word as it stands, with what it is compared by; empty for a function word.
    record Token(String lower, int start, Optional<ClaimWord> word, boolean denies) {}

    /// @param language the text-search configuration of its document; empty when it is not known
    WordReader(String text, List<ClaimValue> values, String language) {
        this.text = text;
        this.language = language;
        this.written = new WrittenLanguage(text);
        values.forEach(value -> taken.set(value.start(), value.end()));
        this.hasHours = values.stream().anyMatch(ClaimValue::isHours);
    }

    Set<String> raw() {
        return Set.copyOf(raw);
    }

    List<ClaimWord> words() {
        return List.copyOf(words);
    }

    String language() {
        return spoken;
    }

    boolean capitalizesNouns() {
        return written.capitalizesNouns();
    }

    List<Token> tokens() {
        return List.copyOf(tokens);
    }

    void readAll() {
        spoken = written.language(language);
        stop = Vocabulary.FUNCTION_WORDS.getOrDefault(spoken, Vocabulary.STOP);
        int at = 0;
        while (at < text.length()) {
            if (taken.get(at) || !Character.isLetter(text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
                continue;
            }
            int end = end(at);
            if (hasNoSpaces(text.codePointAt(at))) {
                pairs(at, end);
            } else {
                end = word(at, end);
            }
            at = end;
        }
        sameDay();
        weekdayRanges();
    }

    private int end(int from) {
        boolean spaceless = hasNoSpaces(text.codePointAt(from));
        int at = from;
        while (at < text.length() && !taken.get(at)) {
            int c = text.codePointAt(at);
            boolean inside =
                    Character.isLetter(c)
                            || Character.getType(c) == Character.NON_SPACING_MARK
                            || Character.getType(c) == Character.COMBINING_SPACING_MARK
                            || (c == '\''
                                    && at + 1 < text.length()
                                    && Character.isLetter(text.charAt(at + 1)));
            if (!inside || (Character.isLetter(c) && hasNoSpaces(c) != spaceless)) {
                break;
            }
            at += Character.charCount(c);
        }
        return Math.max(at, from + 1);
    }

    static boolean hasNoSpaces(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> c == 'ー';
        };
    }

    private void pairs(int from, int end) {
        String run = text.substring(from, end);
        Optional<String> widening = Stream.of("無料", "免费", "免費").filter(run::contains).findFirst();
        widening.ifPresent(word -> add("!free", Kind.WIDENING, from, word));
        if (Vocabulary.DENYING_PARTS.stream().anyMatch(run::contains)) {
            tokens.add(new Token(run, from, Optional.empty(), true));
        }
        Vocabulary.place(run).ifPresent(code -> add("@" + code, Kind.NAME, from, run));
        for (int at = 0; at + 1 < run.length() || at == 0; at++) {
            String pair = run.substring(at, Math.min(run.length(), at + 2));
            raw.add(pair);
            words.add(new ClaimWord(pair, pair, Kind.PLAIN, from + at));
        }
    }

    /// @return where the next word begins
    private int word(int from, int end) {
        Matcher elided = ELISION.matcher(text).region(from, end);
        if (elided.lookingAt()) {
            raw.add(elided.group().toLowerCase(Locale.ROOT));
            return elided.end();
        }
        String word = text.substring(from, end);
        String lower = word.toLowerCase(Locale.ROOT);
        raw.add(lower);
        if (end + 1 < text.length() && Character.isLetter(text.charAt(end + 1))) {
            int second = end(end + 1);
            String both = text.substring(from, second).toLowerCase(Locale.ROOT);
            Optional<String> place = Vocabulary.place(both);
            if (place.isPresent()) {
                add("@" + place.get(), Kind.NAME, from, lower);
                return second;
            }
        }
        boolean without = isSuffix(from, lower);
        boolean denies =
                without
                        || Vocabulary.DENY.contains(lower)
                        || Vocabulary.DENYING_PARTS.stream().anyMatch(lower::contains);
        Optional<String> widening =
                without || limitsValue(lower, end) || isOtherWord(lower, end) || isBeforeDay(end)
                        ? Optional.empty()
                        : Vocabulary.widening(lower);
        Optional<String> place =
                lower.length() > 3 || word.equals("USA") || word.equals("UK")
                        ? Vocabulary.place(lower)
                        : Optional.empty();
        Optional<String> name =
                place.map(code -> "@" + code)
                        .or(() -> weekday(word, lower, end).map(day -> "#" + day));
        if (widening.isPresent()) {
            add(widening.get(), Kind.WIDENING, from, lower);
        } else if (name.isPresent()) {
            add(name.get(), Kind.NAME, from, lower);
        } else if (Vocabulary.DAILY.contains(lower) || Vocabulary.WORKDAYS.contains(lower)) {
            ALL_WEEK.subList(0, Vocabulary.DAILY.contains(lower) ? 7 : 5)
                    .forEach(key -> words.add(new ClaimWord(key, lower, Kind.PLAIN, from)));
        } else if (denies
                || (stop.contains(lower) && !written.isLetter(word, from))
                || Vocabulary.TURN.contains(lower)
                || (Vocabulary.UNITS.containsKey(lower) && lower.length() < 3 && !followsPer())) {
            tokens.add(new Token(lower, from, Optional.empty(), denies));
        } else {
            content(word, lower, from);
        }
        return end;
    }

    /// "Prix par an": even a short unit tells something there.
    private boolean followsPer() {
        return !tokens.isEmpty() && Vocabulary.PER.contains(tokens.getLast().lower());
    }

    /// "Only 28 €" and "not only" limit nothing.
    private boolean limitsValue(String lower, int end) {
        return Vocabulary.widening(lower).filter(ClaimWord.ONLY::equals).isPresent()
                && ((end + 1 < text.length() && taken.get(end + 1))
                        || (!tokens.isEmpty() && tokens.getLast().denies()));
    }

    /// "Aller simple" is no word of German, "la mañana" is not tomorrow, "siempre que" not always.
    private boolean isOtherWord(String lower, int end) {
        return Vocabulary.WIDENING_NOT.contains(spoken + ":" + lower)
                || (lower.equals("siempre") && text.startsWith(" que ", end))
                || (lower.equals("mañana")
                        && !tokens.isEmpty()
                        && tokens.getLast().lower().startsWith("la"));
    }

    /// "Every Tuesday", "todos los martes": the day says it all.
    private boolean isBeforeDay(int end) {
        Matcher next = NEXT.matcher(text).region(end, text.length());
        return next.lookingAt()
                && Vocabulary.WEEKDAYS.containsKey(next.group(1).toLowerCase(Locale.ROOT));
    }

    /// "Interest-free" is without interest.
    private boolean isSuffix(int from, String lower) {
        return lower.equals("free") && from > 0 && text.charAt(from - 1) == '-';
    }

    private void content(String word, String lower, int from) {
        Optional<Concept> concept = Vocabulary.concept(lower).map(this::ofDays);
        boolean name =
                concept.isEmpty()
                        && !written.capitalizesNouns()
                        && Character.isUpperCase(word.charAt(0))
                        && !written.beginsSentence(from);
        String key =
                concept.map(c -> "§" + c.name())
                        .orElseGet(() -> PARTICIPLE.matcher(folded(lower)).replaceFirst("$1$2"));
        if (!key.isEmpty()) {
            Kind kind = name ? Kind.NAME : Kind.PLAIN;
            boolean denies = concept.filter(Concept::opposite).isPresent();
            add(new ClaimWord(key, folded(lower), kind, from), lower, denies);
        }
    }

    /// "We close on Sundays" says that it is closed then; "we close at 6" does not.
    private Concept ofDays(Concept concept) {
        return concept.name().equals("closing") && !hasHours ? new Concept("open", true) : concept;
    }

    private static String folded(String lower) {
        String folded = TextForm.folded(lower).replace("'s", "").replace("'", "");
        return folded.startsWith("ال") && folded.length() > 4 ? folded.substring(2) : folded;
    }

    private void add(String key, Kind kind, int from, String lower) {
        add(new ClaimWord(key, folded(lower), kind, from), lower, false);
    }

    private void add(ClaimWord word, String lower, boolean denies) {
        words.add(word);
        tokens.add(new Token(lower, word.start(), Optional.of(word), denies));
    }

    private Optional<Integer> weekday(String word, String lower, int end) {
        boolean latin = lower.charAt(0) < 0x80;
        boolean abbreviation =
                latin
                        && Character.isUpperCase(word.charAt(0))
                        && DAY_ABBREVIATION_FOLLOWS
                                .matcher(text)
                                .region(end, text.length())
                                .lookingAt();
        return Optional.ofNullable(Vocabulary.WEEKDAYS.get(lower))
                .filter(_ -> lower.length() > 4 || !latin || abbreviation);
    }

    /// "Tuesday to Friday" has Wednesday and Thursday in it.
    private void weekdayRanges() {
        List<ClaimWord> days = words.stream().filter(word -> word.key().startsWith("#")).toList();
        for (int at = 0; at + 1 < days.size(); at++) {
            ClaimWord first = days.get(at);
            ClaimWord last = days.get(at + 1);
            if (RANGE.matcher(
                            text.substring(
                                    end(first.start()), Math.max(end(first.start()), last.start())))
                    .matches()) {
                for (int day = first.key().charAt(1) - '0';
                        day != last.key().charAt(1) - '0';
                        day = day % 7 + 1) {
                    words.add(new ClaimWord("#" + day, "", Kind.PLAIN, first.start()));
                }
            }
        }
    }

    private void sameDay() {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String phrase : Vocabulary.SAME_DAY) {
            int at = lower.indexOf(phrase);
            if (at >= 0) {
                words.add(new ClaimWord("!now", phrase, Kind.WIDENING, at));
            }
        }
    }
}
