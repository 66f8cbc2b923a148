package handcar.llm.extractive;

import module java.base;

/// One language's part of `phrases.txt`: what people say that needs no search, and what the built-in model says itself.
record SmallTalkPhrases(
        String language,
        Set<String> greetings,
        Set<String> thanks,
        Set<String> yes,
        Set<String> personWanted,
        String unknown,
        String greeting,
        String welcome,
        String person) {

    private static final Map<String, SmallTalkPhrases> ALL = read();
    private static final String DEFAULT = "en";
    private static final int LINES = 9;

    /// Longer messages have something to say beside the greeting.
    private static final int MOST_GREETING_WORDS = 7;

    /// "Can I talk to a person?" is short; a longer message that mentions it tells a story first.
    private static final int MOST_PERSON_WORDS = 14;

    /// Scripts without spaces: as many characters.
    private static final int MOST_PERSON_LETTERS = 24;

    /// The phrases of a language, English ones where we have none.
    static SmallTalkPhrases in(String language) {
        return ALL.getOrDefault(language, Objects.requireNonNull(ALL.get(DEFAULT)));
    }

    static Collection<SmallTalkPhrases> all() {
        return ALL.values();
    }

    /// The reply to a message that needs no search. A message that several languages share (`ok`) counts as one in the given
    /// language.
    ///
    /// @param offered whether a person was offered just before, so that "yes" asks for one
    static Optional<ExtractiveReply> reply(String message, String language, boolean offered) {
        String words = words(message);
        boolean asks = message.indexOf('?') >= 0;
        return find(language, p -> (offered && p.yes.contains(words)) || p.wantsPerson(words))
                .<ExtractiveReply>map(p -> new ExtractiveReply.WantsPerson(p.person))
                .or(
                        () ->
                                find(language, p -> consistsOf(p.greetings, words, asks))
                                        .map(p -> new ExtractiveReply.SmallTalk(p.greeting)))
                .or(
                        () ->
                                find(language, p -> consistsOf(p.thanks, words, asks))
                                        .map(p -> new ExtractiveReply.SmallTalk(p.welcome)));
    }

    private static Optional<SmallTalkPhrases> find(
            String language, Predicate<SmallTalkPhrases> matches) {
        return Stream.concat(Stream.of(in(language)), ALL.values().stream())
                .filter(matches)
                .findFirst();
    }

    private boolean wantsPerson(String words) {
        if (personWanted.contains("=" + words)) {
            return true;
        }
        boolean spaced = words.codePoints().noneMatch(SmallTalkPhrases::isWrittenWithoutSpaces);
        boolean brief =
                spaced
                        ? words.split(" ", -1).length <= MOST_PERSON_WORDS
                        : words.length() <= MOST_PERSON_LETTERS;
        String text = spaced ? " " + words + " " : words;
        return brief
                && personWanted.stream()
                        .filter(phrase -> !phrase.startsWith("="))
                        .anyMatch(phrase -> text.contains(spaced ? " " + phrase + " " : phrase));
    }

    /// The message is nothing but such phrases, and perhaps a name.
    private static boolean consistsOf(Set<String> phrases, String words, boolean asks) {
        if (phrases.contains(words)) {
            return true;
        }
        String[] all = words.split(" ", -1);
        if (all.length > MOST_GREETING_WORDS) {
            return false;
        }
        int rest = 0;
        for (int at = 0; at < all.length; ) {
            int length = longest(phrases, all, at);
            rest += length == 0 ? 1 : 0;
            at += Math.max(1, length);
        }
        return rest < all.length && rest <= (asks ? 0 : 1);
    }

    private static int longest(Set<String> phrases, String[] words, int from) {
        for (int to = words.length; to > from; to--) {
            if (phrases.contains(String.join(" ", Arrays.asList(words).subList(from, to)))) {
                return to - from;
            }
        }
        return 0;
    }

    private static boolean isWrittenWithoutSpaces(int letter) {
        return Character.isIdeographic(letter)
                || (letter >= 0x3040 && letter <= 0x30FF)
                || (letter >= 0x0E00 && letter <= 0x0E7F);
    }

    /// Lower case, letters, digits and marks only, single spaces.
    private static String words(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
                .strip();
    }

    private static Map<String, SmallTalkPhrases> read() {
        try (InputStream file =
                        Objects.requireNonNull(
                                SmallTalkPhrases.class.getResourceAsStream("phrases.txt"));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            List<String> lines =
                    reader.lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .toList();
            Map<String, SmallTalkPhrases> all = new LinkedHashMap<>();
            for (int at = 0; at + LINES <= lines.size(); at += LINES) {
                SmallTalkPhrases phrases = of(lines.subList(at, at + LINES));
                all.put(phrases.language, phrases);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SmallTalkPhrases of(List<String> lines) {
        return new SmallTalkPhrases(
                lines.get(0),
                set(lines.get(1)),
                set(lines.get(2)),
                set(lines.get(3)),
                set(lines.get(4)),
                lines.get(5),
                lines.get(6),
                lines.get(7),
                lines.get(8));
    }

    private static Set<String> set(String line) {
        return Arrays.stream(line.split(";", -1))
                .map(String::strip)
                .map(phrase -> (phrase.startsWith("=") ? "=" : "") + words(phrase))
                .collect(Collectors.toUnmodifiableSet());
    }
}
