package handcar.llm.extractive;

import module java.base;

import handcar.text.PersonAnnouncement;

/// One language's part of `phrases.txt`: what people say that needs no search, and what the built-in model says itself.
record SmallTalkPhrases(
        String language, Map<String, Set<String>> phrases, Map<String, String> sentences) {
    private static final Map<String, SmallTalkPhrases> ALL = PhraseFile.read();
    private static final String DEFAULT = "en";

    /// What may stand beside each other in a message that needs no search.
    private static final List<String> BESIDE = List.of("greetings", "thanks", "reactions");

    /// Longer messages have something to say beside the greeting.
    private static final int MOST_WORDS = 14;

    /// "Can I talk to a person?" is short; a longer message that mentions it tells a story first.
    private static final int MOST_PERSON_WORDS = 14;

    /// Scripts without spaces: as many characters.
    private static final int MOST_PERSON_LETTERS = 24;

    private static final Pattern APPROVAL =
            Pattern.compile("[👍👌✅✔☑🆗💯👏🫶🫡🙏❤♥🧡💛💚💙💜💕💖😊🙂😀😃😄😁🎉💪🤝☺😍🥰👋]");
    private static final Pattern LAUGHTER =
            Pattern.compile(
                    "a?(?:ha|he|hi|ja|je|xa){2,}h?|lo+l|lmao|rofl|mdr|ptdr|xd+|(?:а?х[ае]){2,}х?|ах+ах*|ه{3,}|k{3,}|w{3,}|[ㅋㅎ]+|55+|哈+");
    private static final Pattern LAUGHING = Pattern.compile("[😂🤣😆😅😹]");

    /// What the thanks are answered with, then whether there is anything else.
    private static final Pattern AFTER_WELCOME = Pattern.compile("^.*?[!！。։]\\s*(?=.)");

    private static final Pattern ANGER = Pattern.compile("[👎😡😠🤬]");
    private static final Pattern NAME = Pattern.compile("(?<=\\s)\\p{Lu}[\\p{L}\\p{M}]+");

    /// The phrases of a language, English ones where we have none.
    static SmallTalkPhrases in(String language) {
        return ALL.getOrDefault(language, Objects.requireNonNull(ALL.get(DEFAULT)));
    }

    static Collection<SmallTalkPhrases> all() {
        return ALL.values();
    }

    String unknown() {
        return said("unknown");
    }

    String greeting() {
        return said("greeting");
    }

    String welcome() {
        return said("welcome");
    }

    private String anythingElse() {
        return AFTER_WELCOME.matcher(welcome()).replaceFirst("");
    }

    String person() {
        return said("getting-person");
    }

    private String said(String what) {
        return Objects.requireNonNull(sentences.get(what));
    }

    /// The reply to a message that needs no search. A message that several languages share (`ok`) counts as one in the given
    /// language.
    ///
    /// @param offered whether a person was offered just before, so that "yes" asks for one
    static Optional<ExtractiveReply> reply(String message, String language, boolean offered) {
        String words = words(message);
        if (words.isEmpty()) {
            return signs(message, in(language), offered);
        }
        boolean asks = message.indexOf('?') >= 0 || message.indexOf('؟') >= 0;
        String name = asks ? "" : name(message);
        Optional<BareAnswer> bare = offered ? BareAnswer.of(message, language) : Optional.empty();
        if (bare.equals(Optional.of(BareAnswer.YES))) {
            return Optional.of(new ExtractiveReply.WantsPerson(in(language).person()));
        }
        boolean declined = offered && !asks && OfferReply.declines(message, language);
        boolean accepts = offered && !declined && bare.isEmpty();
        String wish = words(PersonAnnouncement.without(message));
        return find(language, p -> (accepts && p.isYes(words)) || p.wantsPerson(wish))
                .or(() -> wish(wish, language))
                .<ExtractiveReply>map(
                        p ->
                                !asks && PersonRefusal.isIn(message)
                                        ? new ExtractiveReply.SmallTalk(p.anythingElse())
                                        : new ExtractiveReply.WantsPerson(p.person()))
                .or(
                        () ->
                                find(language, p -> p.consistsOf("greetings", words, name))
                                        .map(p -> new ExtractiveReply.SmallTalk(p.greeting())))
                .or(
                        () ->
                                find(language, p -> !asks && p.consistsOf("thanks", words, name))
                                        .map(p -> new ExtractiveReply.SmallTalk(p.welcome())))
                .or(
                        () ->
                                find(language, p -> !asks && p.reacts(words, name, offered))
                                        .or(() -> Optional.of(in(language)).filter(_ -> declined))
                                        .map(p -> new ExtractiveReply.SmallTalk(p.anythingElse())))
                .or(
                        () ->
                                find(language, p -> p.complains(words))
                                        .or(() -> complaint(message, language))
                                        .map(p -> new ExtractiveReply.Complaint(p.person())))
                .or(() -> bare.map(_ -> new ExtractiveReply.SmallTalk(in(language).welcome())));
    }

    private static Optional<SmallTalkPhrases> wish(String words, String language) {
        return HandOffPhrases.wantsPerson(words) ? Optional.of(in(language)) : Optional.empty();
    }

    private static Optional<SmallTalkPhrases> complaint(String message, String language) {
        return HandOffPhrases.complains(message) ? Optional.of(in(language)) : Optional.empty();
    }

    /// A message without words says something by its emoji.
    private static Optional<ExtractiveReply> signs(
            String message, SmallTalkPhrases phrases, boolean offered) {
        if (offered && message.contains("👎")) {
            return Optional.of(new ExtractiveReply.SmallTalk(phrases.anythingElse())); // no person
        }
        if (ANGER.matcher(message).find()) {
            return Optional.of(new ExtractiveReply.Complaint(phrases.person()));
        }
        if (LAUGHING.matcher(message).find()) {
            return Optional.of(new ExtractiveReply.SmallTalk(phrases.anythingElse()));
        }
        if (!APPROVAL.matcher(message).find()) {
            return Optional.empty();
        }
        return Optional.of(
                offered
                        ? new ExtractiveReply.WantsPerson(phrases.person())
                        : new ExtractiveReply.SmallTalk(phrases.welcome()));
    }

    /// Whether a sentence is nothing but a greeting, thanks or the like, in any language.
    static boolean isNothingElse(String sentence) {
        String words = words(sentence);
        return ALL.values().stream()
                .anyMatch(p -> BESIDE.stream().anyMatch(kind -> p.consistsOf(kind, words, "")));
    }

    /// Whether these words say that no person is wanted.
    boolean refusesPerson(String words) {
        return wantsPerson(words) && hasOne(of("refusal"), words, true);
    }

    private static Optional<SmallTalkPhrases> find(
            String language, Predicate<SmallTalkPhrases> matches) {
        return Stream.concat(Stream.of(in(language)), ALL.values().stream())
                .filter(matches)
                .findFirst();
    }

    Set<String> of(String kind) {
        return phrases.getOrDefault(kind, Set.of());
    }

    boolean isYes(String words) {
        return of("yes").contains(words)
                || consistsOf("yes", words, "")
                || isYesBehindThanks(words);
    }

    /// "Perfect, yes": what is praised or thanked for is accepted only by the yes behind it.
    private boolean isYesBehindThanks(String words) {
        for (int at = words.indexOf(' '); at > 0; at = words.indexOf(' ', at + 1)) {
            String head = words.substring(0, at);
            String tail = words.substring(at + 1);
            if (is("thanks", head)
                    && !declines(head)
                    && of("yes").contains(tail)
                    && !is("thanks", tail)) {
                return true;
            }
        }
        return false;
    }

    private boolean reacts(String words, String name, boolean offered) {
        return consistsOf("reactions", words, name) || (offered && declines(words));
    }

    /// Whether these words are nothing but the refusal of an offer.
    boolean declines(String words) {
        return consistsOf("no", words, "");
    }

    /// Whether these words only introduce what follows them: "please", "hello", "thanks".
    boolean isCourtesy(String words) {
        return of("please").contains(words)
                || (!of("yes").contains(words) && is("greetings", words))
                || (!of("yes").contains(words) && is("thanks", words));
    }

    boolean wantsPerson(String words) {
        Set<String> wanted = of("person");
        if (wanted.contains("=" + words)) {
            return true;
        }
        boolean spaced = isSpaced(words);
        boolean brief =
                spaced
                        ? words.split(" ", -1).length <= MOST_PERSON_WORDS
                        : words.length() <= MOST_PERSON_LETTERS;
        return brief && hasOne(wanted, words, spaced);
    }

    private boolean complains(String words) {
        return hasOne(of("complaint"), words, isSpaced(words));
    }

    private static boolean hasOne(Set<String> phrases, String words, boolean spaced) {
        String text = spaced ? " " + words + " " : words;
        return phrases.stream()
                .filter(phrase -> !phrase.startsWith("="))
                .anyMatch(phrase -> text.contains(spaced ? " " + phrase + " " : phrase));
    }

    private static boolean isSpaced(String words) {
        return words.codePoints().noneMatch(SmallTalkPhrases::isWrittenWithoutSpaces);
    }

    /// Whether the message is nothing but such phrases with small words around them, and perhaps a name.
    private boolean consistsOf(String kind, String words, String name) {
        if (is(kind, words)) {
            return true;
        }
        List<String> all = Arrays.asList(words.split(" ", -1));
        if (all.size() > MOST_WORDS) {
            return false;
        }
        boolean found = false;
        for (int at = 0; at < all.size(); ) {
            String phrase = longest(all.subList(at, all.size()), kind);
            found |= is(kind, phrase);
            if (phrase.isEmpty()
                    && !of("filler").contains(all.get(at))
                    && !all.get(at).equals(name)) {
                return false;
            }
            at += phrase.isEmpty() ? 1 : phrase.split(" ", -1).length;
        }
        return found;
    }

    private boolean is(String kind, String phrase) {
        return of(kind).contains(phrase) || (kind.equals("reactions") && isLaughter(phrase));
    }

    static boolean isLaughter(String word) {
        return LAUGHTER.matcher(word).matches();
    }

    /// The longest phrase at the beginning of the words; greetings, thanks and the like may stand beside each other.
    private String longest(List<String> words, String kind) {
        for (int to = words.size(); to > 0; to--) {
            String phrase = String.join(" ", words.subList(0, to));
            boolean other =
                    !kind.equals("yes") && BESIDE.stream().anyMatch(beside -> is(beside, phrase));
            if (is(kind, phrase) || other) {
                return phrase;
            }
        }
        return "";
    }

    /// The first word with a capital letter that is not the first word.
    private static String name(String message) {
        Matcher name = NAME.matcher(message);
        return name.find() ? words(name.group()) : "";
    }

    private static boolean isWrittenWithoutSpaces(int letter) {
        return Character.isIdeographic(letter)
                || (letter >= 0x3040 && letter <= 0x30FF)
                || (letter >= 0x0E00 && letter <= 0x0E7F);
    }

    /// Lower case, letters, digits and marks only, single spaces. The marks that choose how an emoji looks belong to no word.
    static String words(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\x{fe00}-\\x{fe0f}]", "")
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
                .strip();
    }
}
