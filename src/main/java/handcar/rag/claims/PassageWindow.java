package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.Vocabulary.Unit;

/// A sentence, list item or table row of a passage, with what stands around it and belongs to it.
///
/// @param hit the number of the passage among those given, from 0
/// @param start UTF-16 offset in the passage's text, as is `end`
/// @param around words of title, headings, column headers and a question or lead-in before it; of the sentence before it when it
///     points back
/// @param aroundValues values of title, headings and column headers
/// @param table which table or list of the passages it is a row of; -1 for prose
/// @param parts its cells with their headers, or its clauses
/// @param denials what each denial in it reaches, with the headers of the cell it stands in
record PassageWindow(
        int hit,
        int start,
        int end,
        ClaimText own,
        List<ClaimWord> around,
        List<ClaimValue> aroundValues,
        int table,
        List<Part> parts,
        List<List<ClaimWord>> denials) {

    /// A cell or clause; offsets in the window's text.
    ///
    /// @param words its own and those of its column's name
    /// @param heads values in the name of its column
    /// @param lacking those of its words that "without" denies
    record Part(
            int start,
            int end,
            List<ClaimWord> words,
            List<ClaimValue> heads,
            Set<ClaimWord> lacking) {
        static Part of(ClaimText text, int start, int end) {
            List<ClaimWord> words =
                    text.words().stream()
                            .filter(word -> word.start() >= start && word.start() < end)
                            .toList();
            return new Part(
                    start,
                    end,
                    words,
                    List.of(),
                    words.stream()
                            .filter(text.lacking()::contains)
                            .collect(Collectors.toUnmodifiableSet()));
        }

        /// Whether it has the word with "without" where the claim has it with "with", or the other way round.
        boolean isOpposed(ClaimWord word, boolean lacks) {
            return words.stream().filter(word::isLike).anyMatch(w -> lacking.contains(w) != lacks)
                    && words.stream()
                            .filter(word::isLike)
                            .noneMatch(w -> lacking.contains(w) == lacks);
        }

        boolean has(ClaimWord word) {
            return words.stream().anyMatch(word::isLike);
        }

        boolean holds(ClaimWord word) {
            return word.start() >= start && word.start() < end;
        }

        boolean holds(ClaimValue value) {
            return value.start() >= start && value.start() < end;
        }

        String textOf(PassageWindow window) {
            return window.own().text().substring(start, end);
        }

        /// What it and the name of its column mean.
        Set<String> meanings(PassageWindow window) {
            return Meanings.of(
                    words.stream().map(ClaimWord::form).collect(Collectors.joining(" "))
                            + " | "
                            + textOf(window));
        }

        /// Whether its column is named so: "16 persons", or "Week" for the price of one.
        boolean isHeaded(ClaimValue value) {
            return heads.stream().anyMatch(value::isStatedBy)
                    || (value.isSingle()
                            && words.stream().anyMatch(word -> value.isCountedIn(word.form())));
        }
    }

    /// This and the sentence behind it, when that stands in the same paragraph.
    Optional<PassageWindow> joined(PassageWindow next) {
        if (hit != next.hit
                || isRow()
                || next.isRow()
                || next.start > Math.max(start, end + 1)
                || own.text().startsWith("#")
                || isQuestion()
                || next.isQuestion()) {
            return Optional.empty();
        }
        ClaimText both = SourceLines.read(own.text() + " " + next.own.text(), own.language());
        List<ClaimWord> words = new ArrayList<>(around);
        words.addAll(next.around);
        return Optional.of(
                new PassageWindow(
                        hit,
                        start,
                        next.end,
                        both,
                        words,
                        aroundValues,
                        -1,
                        Clauses.of(both),
                        both.denials()));
    }

    /// Its text with the words around it.
    String whole() {
        return own.text()
                + around.stream().map(ClaimWord::form).collect(Collectors.joining(" ", " ", ""));
    }

    boolean hasPrice() {
        return own.values().stream().anyMatch(ClaimValue::isMoney);
    }

    boolean isRow() {
        return table >= 0;
    }

    boolean has(ClaimWord word) {
        return own.has(word) || around.stream().anyMatch(word::isLike);
    }

    /// Whether the word stands in it, around it or in the names of those columns from which the claim takes its values.
    boolean hasFor(ClaimText claim, ClaimWord word) {
        Stream<ClaimWord> all = Stream.concat(own.words().stream(), around.stream());
        if (all.filter(word::isLike).noneMatch(there -> !word.isMoreSpecial(there))) {
            return false;
        }
        if (!isRow() || claim.values().isEmpty() || own.has(word)) {
            return true;
        }
        Stream<Part> cells =
                claim.values().stream()
                        .flatMap(
                                value ->
                                        Stream.concat(
                                                stating(value).stream()
                                                        .flatMap(source -> partOf(source).stream()),
                                                parts.stream().filter(p -> p.isHeaded(value))));
        return Stream.concat(cells, parts.stream().limit(1)).anyMatch(part -> part.has(word))
                || further().anyMatch(word::isLike);
    }

    /// The words around it that are in the name of no column.
    private Stream<ClaimWord> further() {
        return around.stream()
                .filter(word -> parts.stream().noneMatch(part -> part.words().contains(word)));
    }

    /// The words of its first cell, which names what a row is about.
    List<ClaimWord> label() {
        return own.words().stream()
                .filter(parts.getFirst()::holds)
                .filter(word -> !word.isDay())
                .toList();
    }

    /// Whether the name of one of its columns has the word: "Full day".
    boolean hasInColumn(ClaimWord word) {
        return isRow() && parts.stream().anyMatch(part -> part.has(word));
    }

    /// The values in it that a claim's value may refer to. Only in tables may the unit stand elsewhere, in the header.
    List<ClaimValue> stating(ClaimValue value) {
        return own.values().stream()
                .filter(
                        source ->
                                isRow()
                                        || value.unit().isEmpty()
                                        || source.unit().equals(value.unit())
                                        || isAge(value, source)
                                        || (source.unit().isEmpty() && value.unit().equals("piece"))
                                        || source.kind() != value.kind())
                .filter(value::isStatedBy)
                .filter(source -> hasRate(value, source))
                .toList();
    }

    /// "The minimum age is 16" says 16 years.
    private boolean isAge(ClaimValue value, ClaimValue source) {
        return source.unit().isEmpty()
                && value.unit().equals("months")
                && own.raw().stream().anyMatch(Vocabulary.AGES::contains);
    }

    /// Whether what the claim's value is for stands with the source's value, in its clause or column or around the window.
    private boolean hasRate(ClaimValue value, ClaimValue source) {
        if (!value.rate().things().stream().allMatch(thing -> isFor(thing, source.rate()))) {
            return false;
        }
        List<Unit> open = value.rate().beyond(source.rate());
        if (open.isEmpty()) {
            return true;
        }
        List<ClaimWord> near = partOf(source).map(Part::words).orElse(own.words());
        return open.stream()
                .allMatch(
                        unit ->
                                Rate.names(near.stream().map(ClaimWord::form), unit)
                                        || own.values().stream().anyMatch(v -> v.isSingleOf(unit))
                                        || (!Rate.namesOther(
                                                        near.stream().map(ClaimWord::form), unit)
                                                && Rate.names(
                                                        further().map(ClaimWord::form), unit)));
    }

    private boolean isFor(ClaimWord thing, Rate rate) {
        return rate.things().isEmpty()
                ? has(thing)
                : rate.things().stream().anyMatch(thing::isLike);
    }

    boolean states(ClaimValue value) {
        return !stating(value).isEmpty()
                || aroundValues.stream().anyMatch(value::isStatedBy)
                || parts.stream().anyMatch(part -> part.isHeaded(value));
    }

    boolean isQuestion() {
        return own.isQuestion();
    }

    Optional<Part> partOf(ClaimValue value) {
        return parts.stream().filter(part -> part.holds(value)).findFirst();
    }

    /// Whether it denies a word of the claim.
    boolean denies(ClaimText claim) {
        return denials.stream().flatMap(List::stream).anyMatch(claim::has);
    }

    /// Whether the word stands in it where no denial reaches. One that means the same is not enough where the word itself is
    /// denied: "not shipped but delivered by our van".
    boolean isAffirmed(ClaimWord word) {
        boolean itself = denials.stream().flatMap(List::stream).anyMatch(word::isSameWord);
        return own.words().stream()
                .filter(there -> !isReached(there))
                .anyMatch(there -> itself ? word.isSameWord(there) : word.isLike(there));
    }

    private boolean isReached(ClaimWord there) {
        return denials.stream().flatMap(List::stream).anyMatch(there::equals);
    }
}
