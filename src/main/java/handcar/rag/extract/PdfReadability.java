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

    /// Characters of pages that are judged together.
    private static final int MOST_TOGETHER = 50_000;

    private static final Pattern RULE = Pattern.compile("(\\p{Punct})\\1{3,}|\\s+");

    private enum Fault {
        PICTURE,
        GARBLED,
        TURNED,
        HIDDEN
    }

    private PdfReadability() {}

    /// What can be read of a document, and a sentence about what cannot.
    record Result(List<PdfPage> pages, Optional<String> warning) {}

    /// Empties the pages that cannot be read; [UnreadableDocumentException] if nothing is left.
    static Result check(List<PdfPage> pages) {
        Map<Fault, List<Integer>> faults = new EnumMap<>(Fault.class);
        List<PdfPage> readable = new ArrayList<>();
        boolean garbled = areMostlyGarbled(pages);
        boolean text = false;
        for (PdfPage page : pages) {
            Optional<Fault> fault = fault(page, garbled);
            fault.or(() -> page.hidden() > ENOUGH ? Optional.of(Fault.HIDDEN) : Optional.empty())
                    .ifPresent(
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

    /// Whether the letters of most pages that have enough of them stand for others; of all pages together when none has.
    private static boolean areMostlyGarbled(List<PdfPage> pages) {
        int garbled = 0;
        int judged = 0;
        StringBuilder all = new StringBuilder();
        for (PdfPage page : pages) {
            String letters = page.letters();
            LatinWords.Sense sense = LatinWords.of(letters);
            garbled += sense == LatinWords.Sense.GARBLED ? 1 : 0;
            judged += sense == LatinWords.Sense.TOO_FEW ? 0 : 1;
            if (judged == 0 && all.length() < MOST_TOGETHER) {
                all.append(letters).append(' ');
            }
        }
        return judged == 0
                ? LatinWords.of(all.toString()) == LatinWords.Sense.GARBLED
                : garbled * 2 > judged;
    }

    private static Optional<Fault> fault(PdfPage page, boolean mostlyGarbled) {
        if (page.isEmpty()) {
            return Optional.empty();
        }
        if (!page.hasText() && page.shown() == 0) {
            return Optional.of(page.isDrawn() ? Fault.PICTURE : Fault.HIDDEN);
        }
        if (page.nameless() > page.shown() * NAMELESS || isGarbled(page.letters(), mostlyGarbled)) {
            return Optional.of(Fault.GARBLED);
        }
        return page.oneByOne()
                        || page.directions().stream()
                                .allMatch(text -> PdfSegments.isLetterByLetter(text.segments()))
                ? Optional.of(Fault.TURNED)
                : Optional.empty();
    }

    private static boolean isGarbled(String text, boolean others) {
        String printed = RULE.matcher(text).replaceAll("");
        long letters = printed.codePoints().filter(Character::isLetterOrDigit).count();
        if (printed.length() > ENOUGH && letters < printed.length() * LETTERS) {
            return true;
        }
        return switch (LatinWords.of(text)) {
            case WORDS -> false;
            case GARBLED -> true;
            case TOO_FEW -> others;
        };
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
        if (faults.containsKey(Fault.HIDDEN)) {
            return "The text of this PDF is not seen on its pages: it is invisible, has the color"
                    + " of the paper or no size. Save it again with the text in view and upload"
                    + " the result.";
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
            case HIDDEN ->
                    "Text on "
                            + named
                            + " that nobody sees, such as white letters on white, was left out.";
        };
    }
}
