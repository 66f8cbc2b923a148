package handcar.rag.extract;

import module java.base;

/// Tells the pages of a PDF that can be read from those that cannot: pictures of text, fonts that do not say which letters
/// they show, letters turned one by one. A document of which nothing can be read is refused with what to do.
final class PdfReadability {
    /// Share of letters whose font does not say what they are.
    private static final double NAMELESS = 0.3;

    /// Share of letters and digits in what is printed; rules of dots do not count.
    private static final double LETTERS = 0.5;

    private static final int ENOUGH = 20;

    private static final Pattern RULE = Pattern.compile("(\\p{Punct})\\1{3,}|\\s+");

    private enum Fault {
        PICTURE,
        GARBLED,
        TURNED
    }

    private PdfReadability() {}

    /// What can be read of a document, and a sentence about what cannot.
    record Result(List<PdfPage> pages, Optional<String> warning) {}

    /// Empties the pages that cannot be read; [UnreadableDocumentException] if nothing is left.
    static Result check(List<PdfPage> pages) {
        Map<Fault, List<Integer>> faults = new EnumMap<>(Fault.class);
        List<PdfPage> readable = new ArrayList<>();
        boolean text = false;
        for (PdfPage page : pages) {
            Optional<Fault> fault = fault(page);
            fault.ifPresent(
                    kind ->
                            faults.computeIfAbsent(kind, _ -> new ArrayList<>())
                                    .add(page.number()));
            text |= fault.isEmpty() && page.hasText();
            readable.add(fault.isEmpty() ? page : page.withoutText());
        }
        if (!text) {
            throw new UnreadableDocumentException(refusal(faults));
        }
        return new Result(
                readable,
                faults.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                faults.entrySet().stream()
                                        .map(fault -> warning(fault.getKey(), fault.getValue()))
                                        .collect(Collectors.joining(" "))));
    }

    private static Optional<Fault> fault(PdfPage page) {
        if (page.isEmpty()) {
            return Optional.empty();
        }
        if (!page.hasText() && page.shown() == 0) {
            return Optional.of(Fault.PICTURE);
        }
        if (page.nameless() > page.shown() * NAMELESS || isGarbled(page.letters())) {
            return Optional.of(Fault.GARBLED);
        }
        return page.oneByOne()
                        || page.directions().stream()
                                .allMatch(text -> PdfSegments.isLetterByLetter(text.segments()))
                ? Optional.of(Fault.TURNED)
                : Optional.empty();
    }

    private static boolean isGarbled(String text) {
        String printed = RULE.matcher(text).replaceAll("");
        long letters = printed.codePoints().filter(Character::isLetterOrDigit).count();
        if (printed.length() > ENOUGH && letters < printed.length() * LETTERS) {
            return true;
        }
        return LatinWords.areGarbled(text);
    }

    private static String refusal(Map<Fault, List<Integer>> faults) {
        if (faults.containsKey(Fault.GARBLED)) {
            return "The text of this PDF cannot be read: its fonts do not say which letters they"
                    + " show. Save it again from the program it was made with, or run text"
                    + " recognition (OCR) on it, and upload the result.";
        }
        if (faults.containsKey(Fault.TURNED)) {
            return "The text of this PDF cannot be read: its letters are turned one by one. Save"
                    + " it again with upright text, or run text recognition (OCR) on it, and"
                    + " upload the result.";
        }
        if (faults.containsKey(Fault.PICTURE)) {
            return "This PDF has pictures of pages and no text, like a scan. Run text recognition"
                    + " (OCR) on it and upload the result.";
        }
        return "The pages of this PDF are empty: there is no text on them.";
    }

    private static String warning(Fault fault, List<Integer> pages) {
        String first =
                pages.stream().limit(ENOUGH).map(String::valueOf).collect(Collectors.joining(", "))
                        + (pages.size() > ENOUGH ? " …" : "");
        String named = (pages.size() == 1 ? "page " : "pages ") + first;
        return switch (fault) {
            case PICTURE ->
                    "There is no text on "
                            + named
                            + ", only pictures, as in a scan. Run text recognition (OCR) on the"
                            + " file if text is in them.";
            case GARBLED ->
                    "The text on "
                            + named
                            + " could not be read: its fonts do not say which letters they show."
                            + " Run text recognition (OCR) on the file.";
            case TURNED ->
                    "The text on "
                            + named
                            + " could not be read: its letters are turned one by one. Run text"
                            + " recognition (OCR) on the file.";
        };
    }
}
