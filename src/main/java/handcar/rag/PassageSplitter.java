package handcar.rag;

import module java.base;

import handcar.text.Language;
import handcar.text.SentenceSplitter;

/// Splits a stored text into passages. A section (the text under one heading) or a document that is short enough stays whole;
/// longer ones are cut at paragraph, else line, else sentence, else word ends, into parts of about equal length. Works
/// for any script. Passages never overlap and leave out nothing but headings and white space.
final class PassageSplitter {
    /// UTF-16 characters. A text up to this length stays whole, as long encyclopedia paragraphs do.
    static final int WHOLE = 2_000;

    /// UTF-16 characters. Longer texts are cut into parts of this length: enough to answer a question, and five fit a prompt.
    static final int TARGET = 1_300;

    /// UTF-16 characters. A shorter passage has the language of its document, because two words may be in any language.
    private static final int SHORTEST_WITH_OWN_LANGUAGE = 60;

    /// From coarse to fine; each unit that is still too long is cut at the next.
    private enum Cut {
        PARAGRAPH,
        LINE,
        SENTENCE,
        WORD,
        ANYWHERE;

        Cut finer() {
            return switch (this) {
                case PARAGRAPH -> LINE;
                case LINE -> SENTENCE;
                case SENTENCE -> WORD;
                case WORD, ANYWHERE -> ANYWHERE;
            };
        }
    }

    private record Span(int from, int to) {
        int length() {
            return to - from;
        }
    }

    private final String text;
    private final Language documentLanguage;
    private final Consumer<Passage> out;
    private int ordinal;

    /// The position reached, in UTF-16 characters and in code points.
    private int character;

    private int codePoint;

    private PassageSplitter(String text, Language language, Consumer<Passage> out) {
        this.text = text;
        this.documentLanguage = language;
        this.out = out;
    }

    /// Passes the passages on in their order; only one is in memory at a time.
    ///
    /// @param language of the document, which a passage has unless it is clearly written in another
    static void split(String text, Language language, Consumer<Passage> out) {
        PassageSplitter splitter = new PassageSplitter(text, language, out);
        new SectionParser(text).each(splitter::section);
    }

    /// All passages of a text.
    static List<Passage> split(String text) {
        List<Passage> passages = new ArrayList<>();
        split(text, Language.of(text), passages::add);
        return passages;
    }

    private void section(String heading, int from, int to) {
        for (Span span : cut(trimmed(from, to), Cut.PARAGRAPH)) {
            if (span.length() > 0) {
                passage(heading, span);
            }
        }
    }

    private void passage(String heading, Span span) {
        int start = codePoints(span.from);
        int end = codePoints(span.to);
        String piece = text.substring(span.from, span.to);
        Language language =
                piece.length() < SHORTEST_WITH_OWN_LANGUAGE
                        ? documentLanguage
                        : Language.of(piece, documentLanguage);
        out.accept(new Passage(ordinal++, start, end, heading, piece, language));
    }

    private int codePoints(int at) {
        codePoint += text.codePointCount(character, at);
        character = at;
        return codePoint;
    }

    private List<Span> cut(Span span, Cut cut) {
        if (span.length() <= WHOLE) {
            return List.of(span);
        }
        List<Span> units = new ArrayList<>();
        for (Span unit : units(span, cut)) {
            if (unit.length() <= WHOLE || cut == Cut.ANYWHERE) {
                units.add(unit);
            } else {
                units.addAll(cut(unit, cut.finer()));
            }
        }
        return packed(units, share(span.length()));
    }

    /// The length of parts that are all about equal and none longer than the target.
    private static int share(int length) {
        int parts = Math.ceilDiv(length, TARGET);
        return Math.ceilDiv(length, parts);
    }

    /// Neighbouring units together as long as they fit; the last may be a little longer instead of a scrap alone.
    private List<Span> packed(List<Span> units, int share) {
        List<Span> packed = new ArrayList<>();
        for (Span unit : units) {
            Span last = packed.isEmpty() ? unit : packed.getLast();
            int together = unit.to - last.from;
            boolean fits = together <= share || (last.length() < share / 2 && together <= TARGET);
            if (!packed.isEmpty() && fits) {
                packed.set(packed.size() - 1, new Span(last.from, unit.to));
            } else {
                packed.add(unit);
            }
        }
        int size = packed.size();
        if (size > 1 && packed.get(size - 1).to - packed.get(size - 2).from <= TARGET) {
            Span end = packed.removeLast();
            packed.set(size - 2, new Span(packed.get(size - 2).from, end.to));
        }
        return packed;
    }

    private List<Span> units(Span span, Cut cut) {
        List<Span> units = new ArrayList<>();
        switch (cut) {
            case PARAGRAPH -> pieces(span, units, from -> after("\n\n", from, span.to));
            case LINE -> pieces(span, units, from -> after("\n", from, span.to));
            case SENTENCE ->
                    SentenceSplitter.of(text.substring(span.from, span.to))
                            .forEach(
                                    sentence ->
                                            add(
                                                    units,
                                                    span.from + sentence.start(),
                                                    span.from + sentence.end()));
            case WORD -> {
                BreakIterator words = BreakIterator.getLineInstance(Locale.ROOT);
                words.setText(text.substring(span.from, span.to));
                pieces(span, units, _ -> span.from + words.next());
            }
            case ANYWHERE -> pieces(span, units, from -> anywhere(from, span.to));
        }
        return units;
    }

    /// Cuts a span at the places that `end` gives for the beginning of each piece.
    private void pieces(Span span, List<Span> units, IntUnaryOperator end) {
        int from = span.from;
        while (from < span.to) {
            int to = end.applyAsInt(from);
            add(units, from, to);
            from = to;
        }
    }

    private int after(String end, int from, int limit) {
        int found = text.indexOf(end, from);
        return found < 0 || found + end.length() > limit ? limit : found + end.length();
    }

    /// Never between the halves of one character.
    private int anywhere(int from, int limit) {
        int to = Math.min(limit, from + TARGET);
        return to < limit && Character.isLowSurrogate(text.charAt(to)) ? to + 1 : to;
    }

    private void add(List<Span> units, int from, int to) {
        Span unit = trimmed(from, to);
        if (unit.length() > 0) {
            units.add(unit);
        }
    }

    private Span trimmed(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return new Span(start, end);
    }
}
