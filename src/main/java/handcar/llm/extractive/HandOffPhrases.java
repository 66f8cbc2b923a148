package handcar.llm.extractive;

import module java.base;

import handcar.text.Interrogative;

/// Recognises what a person has to see, by `hand-off.txt`: complaints as customers tell them, not in the words of a complaint
/// ("my lamp arrived broken"), and wishes for a person. A question about the rules is none: "What if my lamp arrives broken?"
final class HandOffPhrases {
    private static final List<HandOffPhrases> ALL = read();

    /// Characters between two signs that belong together.
    private static final int NEAR = 40;

    /// Longer messages that mention a person tell a story first.
    private static final int MOST_WORDS = 14;

    /// First letters that phrases are told apart by.
    private static final int SHARED = 4;

    private static final Pattern SENTENCE =
            Pattern.compile("[^.!?;\\n؟？。！…]+(?:[.!?;\\n؟？。！…]+|$)");
    private static final Pattern PIECE = Pattern.compile("[,:–—،、，(]|\\s-\\s|(?=¿)");
    private static final Pattern MARK = Pattern.compile("[?؟？]");

    /// Short of words, people begin a sentence with its verb; and `ما` is "not" as well as "what".
    private static final Pattern NO_QUESTION =
            Pattern.compile(
                    "(?iU)^\\W*(?:is|are|was|were|has|have|hat|ist|sind|haben|heeft|avez|tiene|ما)\\b");

    private static final Pattern NEVER = Pattern.compile("(?!)");

    private final Map<String, Pattern> signs;

    private HandOffPhrases(Map<String, Pattern> signs) {
        this.signs = signs;
    }

    /// What a message states and what it asks.
    private record Told(List<String> pieces, boolean asks) {
        String whole() {
            return String.join(" ", pieces);
        }
    }

    /// Whether the message complains.
    static boolean complains(String message) {
        Told told = told(message);
        return ALL.stream().anyMatch(language -> language.complains(told));
    }

    /// Whether a short message asks for a person.
    static boolean wantsPerson(String words) {
        String folded = Words.fold(words);
        return words.split(" ", -1).length <= MOST_WORDS
                && ALL.stream()
                        .anyMatch(language -> language.sign("person").matcher(folded).find());
    }

    private static Told told(String message) {
        List<String> pieces = new ArrayList<>();
        boolean asks = false;
        Matcher sentences = SENTENCE.matcher(message);
        while (sentences.find()) {
            boolean marked = MARK.matcher(sentences.group()).find();
            List<String> parts = List.of(PIECE.split(sentences.group()));
            boolean begun = parts.stream().noneMatch(part -> asks(part, marked)) && marked;
            for (String part : parts) {
                String words = Words.fold(SmallTalkPhrases.words(part));
                boolean why = ALL.stream().anyMatch(each -> each.sign("why").matcher(words).find());
                begun = (marked && begun) || asks(part, marked);
                if (why || !begun) {
                    pieces.add(words);
                } else {
                    asks = true;
                }
            }
        }
        return new Told(pieces, asks);
    }

    private static boolean asks(String part, boolean marked) {
        return Interrogative.begins(part) && (marked || !NO_QUESTION.matcher(part).find());
    }

    private boolean complains(Told told) {
        for (String piece : told.pieces) {
            int end = supposed(piece);
            if (isBefore("told", piece, end)
                    || isNear("arrived", "fault", true, piece, end)
                    || isNear("not", "received", false, piece, end)) {
                return true;
            }
        }
        String whole = told.whole();
        int end = supposed(whole);
        return !told.asks
                && !sign("help").matcher(whole).find()
                && (isBefore("broke", whole, end)
                        || (isBefore("own", whole, end) && isBefore("fault", whole, end)));
    }

    /// Where it begins to speak of what has not happened.
    private int supposed(String words) {
        Matcher supposed = sign("if").matcher(words);
        return supposed.find() ? supposed.start() : Integer.MAX_VALUE;
    }

    private boolean isBefore(String sign, String words, int end) {
        Matcher found = sign(sign).matcher(words);
        return found.find() && found.start() < end;
    }

    private boolean isNear(String one, String other, boolean either, String words, int end) {
        Matcher first = sign(one).matcher(words);
        while (first.find() && first.start() < end) {
            Matcher second = sign(other).matcher(words);
            while (second.find() && second.start() < end) {
                int behind = second.start() - first.end();
                int before = first.start() - second.end();
                if ((behind >= 0 && behind < NEAR) || (either && before >= 0 && before < NEAR)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Pattern sign(String name) {
        return signs.getOrDefault(name, NEVER);
    }

    private static List<HandOffPhrases> read() {
        try (InputStream file =
                        Objects.requireNonNull(
                                HandOffPhrases.class.getResourceAsStream("hand-off.txt"));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            List<HandOffPhrases> all = new ArrayList<>();
            for (String line : reader.lines().toList()) {
                if (line.startsWith("[")) {
                    all.add(new HandOffPhrases(new HashMap<>()));
                } else if (!all.isEmpty() && line.contains(": ")) {
                    int colon = line.indexOf(':');
                    all.getLast().signs.put(line.substring(0, colon), sign(line, colon));
                }
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All phrases of a line in one expression, by their first letters, so that most of them are not tried at a word.
    private static Pattern sign(String line, int colon) {
        Map<Boolean, List<String>> phrases =
                Arrays.stream(line.substring(colon + 1).split(";", -1))
                        .map(String::strip)
                        .filter(phrase -> !phrase.isEmpty())
                        .collect(
                                Collectors.partitioningBy(
                                        HandOffPhrases::isSpaced,
                                        Collectors.mapping(
                                                HandOffPhrases::phrase, Collectors.toList())));
        List<String> spaced = Objects.requireNonNull(phrases.get(true));
        List<String> dense = Objects.requireNonNull(phrases.get(false));
        String words =
                spaced.isEmpty() ? "(?!)" : "(?<!\\S)" + byLetter(spaced, SHARED) + "(?!\\S)";
        return Pattern.compile(dense.isEmpty() ? words : words + "|" + byLetter(dense, SHARED));
    }

    private static boolean isSpaced(String phrase) {
        return phrase.chars().noneMatch(letter -> Words.isDense((char) letter));
    }

    /// One of these expressions.
    private static String byLetter(List<String> phrases, int depth) {
        Map<String, List<String>> byFirst = new LinkedHashMap<>();
        for (String phrase : phrases) {
            boolean plain =
                    !phrase.isEmpty()
                            && (Character.isLetterOrDigit(phrase.charAt(0))
                                    || phrase.charAt(0) == ' ');
            byFirst.computeIfAbsent(plain ? phrase.substring(0, 1) : "", _ -> new ArrayList<>())
                    .add(plain ? phrase.substring(1) : phrase);
        }
        return byFirst.entrySet().stream()
                .map(
                        each ->
                                each.getKey()
                                        + (each.getKey().isEmpty() || depth == 0
                                                ? each.getValue().stream()
                                                        .distinct()
                                                        .collect(
                                                                Collectors.joining("|", "(?:", ")"))
                                                : byLetter(each.getValue(), depth - 1)))
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    /// One phrase as an expression over words with single spaces between them.
    private static String phrase(String written) {
        StringJoiner phrase = new StringJoiner(" ");
        for (String part : written.strip().split(" ", -1)) {
            String word = Words.fold(SmallTalkPhrases.words(part)).replace(" ", "[ ]");
            String begin = part.startsWith("*") ? "\\p{L}*" : "";
            String end = part.endsWith("*") ? "\\p{L}*" : "";
            phrase.add(part.equals("…") ? "…" : begin + word + end);
        }
        return phrase.toString().replace(" … ", " (?:\\S+ ){0,4}?");
    }
}
