package handcar.rag.extract;

import module java.base;

/// What is printed on a page: the text of each direction, that of most letters first, and how much of the page is none.
/// `oneByOne` when its letters are turned each by itself, `shown` counts the letters drawn, `hidden`
/// those more that nobody sees, `nameless` those whose font does not say which letter they are.
record PdfPage(
        int number,
        List<PdfText> directions,
        boolean oneByOne,
        int shown,
        int hidden,
        int nameless,
        int pictures,
        int strokes) {

    /// More lines than a frame or a logo takes: letters drawn as outlines.
    private static final int DRAWN = 200;

    /// Whether nothing at all is on it.
    boolean isEmpty() {
        return !hasText() && shown == 0 && hidden == 0 && !isDrawn();
    }

    /// Whether there are pictures on it, or as many lines as letters drawn as outlines have.
    boolean isDrawn() {
        return pictures > 0 || strokes >= DRAWN;
    }

    /// Whether it has text, readable or not.
    boolean hasText() {
        return directions.stream().anyMatch(text -> !text.segments().isEmpty());
    }

    /// The page as if nothing were printed on it.
    PdfPage withoutText() {
        return with(List.of());
    }

    PdfPage with(List<PdfText> text) {
        return new PdfPage(number, text, oneByOne, shown, hidden, nameless, pictures, strokes);
    }

    /// All its text, in no order.
    String letters() {
        return directions.stream()
                .flatMap(text -> text.segments().stream())
                .map(PdfSegment::text)
                .collect(Collectors.joining(" "));
    }
}
