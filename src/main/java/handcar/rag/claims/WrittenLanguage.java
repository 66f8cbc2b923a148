package handcar.rag.claims;

import module java.base;

/// What the words of a text tell about its language: which function words it has, and whether nouns have a capital.
final class WrittenLanguage {
    /// A language that writes nouns with a capital has this share of them; names do not stand out there.
    private static final double CAPITAL_NOUNS = 0.2;

    private static final Pattern LETTERS = Pattern.compile("\\p{L}+");
    private static final Pattern LONG_WORD = Pattern.compile("\\p{L}{3,}");

    private static final Pattern GERMAN =
            Pattern.compile(
                    "\\b(?:der|die|das|den|dem|und|ist|sind|nicht|wird|werden|kostet|kosten|für|nach|mit|von|ein|eine|innerhalb|bis|zu|wir|Sie|auf|aus|beim|im|zum|zur|vom|des|einem|einer|gibt|kein|keine|können|kann|oder|sowie|auch|nur|ab|pro)\\b");

    private final String text;
    private final boolean nouns;

    WrittenLanguage(String text) {
        this.text = text;
        this.nouns = writesNounsWithCapitals();
    }

    /// Whether it is in a language that writes nouns with a capital.
    boolean capitalizesNouns() {
        return nouns;
    }

    /// The text-search configuration of the language, which most of its function words tell; that of its document when they
    /// do not. A "van" is no function word in English.
    String language(String document) {
        List<String> all =
                LETTERS.matcher(text)
                        .results()
                        .filter(word -> !isLetter(word.group(), word.start()))
                        .map(word -> word.group().toLowerCase(Locale.ROOT))
                        .toList();
        long most = 0;
        List<String> likely = new ArrayList<>();
        for (Map.Entry<String, Set<String>> function : Vocabulary.FUNCTION_WORDS.entrySet()) {
            long count = all.stream().filter(function.getValue()::contains).count();
            if (count > most) {
                most = count;
                likely.clear();
            }
            if (count == most) {
                likely.add(function.getKey());
            }
        }
        return most > 1 && likely.size() == 1 ? likely.getFirst() : document;
    }

    /// Whether a word is a letter that tells things apart: "class A".
    boolean isLetter(String word, int at) {
        return word.length() == 1
                && Character.isUpperCase(word.charAt(0))
                && !word.equals("I")
                && !beginsSentence(at);
    }

    /// Whether a sentence begins with the word at this place.
    boolean beginsSentence(int at) {
        int before = at - 1;
        while (before >= 0 && " *_>#\"'„“«([|-".indexOf(text.charAt(before)) >= 0) {
            before--;
        }
        return before < 0 || ".!?:;\n…".indexOf(text.charAt(before)) >= 0;
    }

    private boolean writesNounsWithCapitals() {
        Matcher all = LONG_WORD.matcher(text);
        int inside = 0;
        int capital = 0;
        while (all.find()) {
            if (!beginsSentence(all.start())) {
                inside++;
                capital += Character.isUpperCase(text.charAt(all.start())) ? 1 : 0;
            }
        }
        return inside > 0 && capital > inside * CAPITAL_NOUNS && containsFunctionWordsOfGerman();
    }

    private boolean containsFunctionWordsOfGerman() {
        return GERMAN.matcher(text).find();
    }
}
