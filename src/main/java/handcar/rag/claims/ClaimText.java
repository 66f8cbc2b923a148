package handcar.rag.claims;

import module java.base;

/// A sentence or table row, read for comparison. Offsets are those of the text that was given.
///
/// @param text in [TextForm]
/// @param raw every word in lower case, function words too, to see which language it is in
/// @param words what it is about
/// @param denials the words each denial reaches; a denial that reaches none has an empty list
/// @param lacking the words that "without" denies
/// @param meanings what [Meanings] knows of it
/// @param language its text-search configuration; empty when it is not known
/// @param capitalizesNouns whether it is in a language that writes nouns with a capital
public record ClaimText(
        String text,
        List<ClaimValue> values,
        Set<String> raw,
        List<ClaimWord> words,
        List<List<ClaimWord>> denials,
        Set<ClaimWord> lacking,
        Set<String> meanings,
        String language,
        boolean capitalizesNouns) {

    private static final Pattern ANSWER =
            Pattern.compile(
                    "^[\\s*_>\"„“(-]*(?:(?iU:"
                            + Vocabulary.pattern("regret")
                            + "),? )?(\\p{L}+)(?=\\s*[,.!:;]|\\s-|\\s*$)");

    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern QUESTION = Pattern.compile("\\?[*_ ]*$");

    public static ClaimText of(String given) {
        return of(given, "");
    }

    /// @param language the text-search configuration of the document it stands in; empty when it is not known
    static ClaimText of(String given, String language) {
        String text = withoutAnswer(TextForm.of(given));
        List<ClaimValue> values = ValueReader.read(text);
        WordReader reader = new WordReader(text, values, language);
        reader.readAll();
        DenialReader denials = new DenialReader(text, reader.tokens(), values);
        return new ClaimText(
                text,
                values,
                reader.raw(),
                reader.words(),
                denials.denials(),
                denials.lacking(),
                Meanings.of(text),
                reader.language(),
                reader.capitalizesNouns());
    }

    /// What stands between these offsets, as a claim.
    ClaimText part(int from, int to) {
        return of(text.substring(from, to));
    }

    /// Whether it has nothing that could be compared: "Yes, we do."
    public boolean isEmpty() {
        return values.isEmpty() && words.isEmpty();
    }

    boolean isQuestion() {
        return QUESTION.matcher(text).find();
    }

    /// Whether it begins with a word that points back: "It takes a week."
    public boolean pointsBack() {
        Matcher first = WORD.matcher(text);
        return first.find() && Vocabulary.REFER.contains(first.group().toLowerCase(Locale.ROOT));
    }

    /// Whether a word in it stands for something named before.
    boolean refersBack() {
        return raw.stream().anyMatch(Vocabulary.REFER::contains);
    }

    boolean denies() {
        return !denials.isEmpty();
    }

    /// Whether all it says is how to reach somebody: addresses and telephone numbers.
    boolean hasOnlyContacts() {
        return !values.isEmpty()
                && values.stream().allMatch(value -> value.kind() == ClaimValue.Kind.ADDRESS);
    }

    /// Whether both speak of one thing at least.
    public boolean shares(ClaimText other) {
        return words.stream().anyMatch(other::has)
                || values.stream()
                        .anyMatch(value -> other.values.stream().anyMatch(value::isStatedBy));
    }

    /// Whether all its values stand in another text, such as the question.
    public boolean hasOnlyValuesOf(ClaimText other) {
        return values.stream().allMatch(value -> other.values.stream().anyMatch(value::isStatedBy));
    }

    /// Whether a word in it widens what it states: all, always, free, at once.
    public boolean widens() {
        return words.stream().anyMatch(ClaimWord::widens);
    }

    /// Whether it says that nothing else holds: only, must, not.
    boolean limits() {
        return denies() || raw.stream().anyMatch(Vocabulary.LIMIT::contains);
    }

    /// Whether it says of something that only it holds.
    boolean isExclusive() {
        return raw.stream().anyMatch(Vocabulary.ONLY::contains);
    }

    /// Whether it says "afternoon" where the other says "morning" only.
    boolean isApartFrom(ClaimText other) {
        return Meanings.areApart(meanings, other.meanings);
    }

    /// Whether its second half turns from the first: "…, but …".
    public boolean turns() {
        return raw.stream().anyMatch(Vocabulary.TURN::contains);
    }

    /// The word that stands directly behind this one.
    Optional<ClaimWord> behind(ClaimWord word) {
        int end = word.start() + word.form().length();
        return words.stream()
                .filter(next -> next.start() >= end)
                .min(Comparator.comparingInt(ClaimWord::start))
                .filter(next -> text.substring(end, next.start()).isBlank());
    }

    boolean has(ClaimWord word) {
        return words.stream().anyMatch(word::isLike);
    }

    /// The same without what stands in these parts.
    ClaimText without(List<PassageWindow.Part> labels) {
        return labels.isEmpty()
                ? this
                : new ClaimText(
                        text,
                        values.stream()
                                .filter(value -> labels.stream().noneMatch(l -> l.holds(value)))
                                .toList(),
                        raw,
                        words.stream()
                                .filter(word -> labels.stream().noneMatch(l -> l.holds(word)))
                                .toList(),
                        denials,
                        lacking,
                        meanings,
                        language,
                        capitalizesNouns);
    }

    /// "No, we have one": the answer before the sentence denies nothing in it. It is blanked, so that offsets hold.
    private static String withoutAnswer(String text) {
        Matcher answer = ANSWER.matcher(text);
        return Reply.of(text).isPresent() && answer.find()
                ? " ".repeat(answer.end()) + text.substring(answer.end())
                : text;
    }

    /// The word at the beginning that stands alone there.
    static Optional<String> first(String text) {
        Matcher first = ANSWER.matcher(text);
        return first.find()
                ? Optional.of(first.group(1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
