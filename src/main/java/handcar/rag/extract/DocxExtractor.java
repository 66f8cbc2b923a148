package handcar.rag.extract;

import module java.base;

import handcar.text.Ruby;
import handcar.text.Superscripts;

import javax.xml.stream.XMLStreamConstants;

/// Word documents: paragraphs with the numbers Word writes before them, headings by style or outline level, list items,
/// tables row by row, text boxes, foot- and endnotes, and each head and foot of the pages once. What a reader does not see is
/// left out: deleted and moved text of tracked changes, hidden text, and what is struck out.
///
/// Format: ECMA-376 part 1, 17 (WordprocessingML).
final class DocxExtractor {
    /// What is left of "Page 1 of 3" without its fields.
    private static final Pattern PAGE_NUMBER =
            Pattern.compile(
                    "(?iu)[\\s|/–—-]*(?:(?:page|seite|página|pagina|страница|стр|p|s)\\.?)?\\s*"
                            + "(?:of|von|de|di|sur|из|/)?[\\s|/–—-]*");

    private final TextBuilder draft = new TextBuilder();
    private final DocxStyles styles;
    private final DocxNumbers numbers;

    /// The open paragraphs, innermost first: a text box stands inside a paragraph and has its own.
    private final Deque<Paragraph> open = new ArrayDeque<>();

    /// The tables we are in, innermost first; a cell's paragraphs go into the innermost.
    private final Deque<DocxTable> tables = new ArrayDeque<>();

    private final Deque<Run> runs = new ArrayDeque<>();

    /// Heads and feet that were read.
    private final Set<String> margins = new HashSet<>();

    private boolean inMargin;
    private boolean inPageField;

    private static final class Paragraph {
        private final StringBuilder text = new StringBuilder();
        private final Ruby ruby = new Ruby(text);
        private String style = "";
        private Optional<Integer> heading = Optional.empty();
        private Optional<String> list = Optional.empty();
        private Optional<Integer> depth = Optional.empty();
        private boolean item;
        private boolean bold = true;
    }

    /// Letters set alike.
    private static final class Run {
        private boolean hidden;
        private boolean bold;
        private boolean raised;
    }

    private DocxExtractor(DocxStyles styles, DocxNumbers numbers) {
        this.styles = styles;
        this.numbers = numbers;
    }

    static ExtractedText read(byte[] bytes) {
        try (ZipReader archive = ZipReader.open(bytes)) {
            return read(archive);
        }
    }

    private static ExtractedText read(ZipReader archive) {
        String main = archive.mainPart();
        String folder = main.substring(0, main.lastIndexOf('/') + 1);
        DocxExtractor document =
                new DocxExtractor(
                        DocxStyles.read(archive, folder + "styles.xml"),
                        DocxNumbers.read(archive, folder + "numbering.xml"));
        document.margins(archive, main, "/header");
        document.part(
                archive.xml(main)
                        .orElseThrow(
                                () ->
                                        new UnreadableDocumentException(
                                                "This Word file has no document in it.")));
        for (String notes : List.of("footnotes.xml", "endnotes.xml")) {
            document.draft.gap();
            archive.xml(folder + notes).ifPresent(document::part);
        }
        document.draft.gap();
        document.margins(archive, main, "/footer");
        return new ExtractedText(FileType.DOCX, title(archive), document.draft.text());
    }

    static Optional<String> title(ZipReader archive) {
        StringBuilder title = new StringBuilder();
        archive.eachElement(
                "docProps/core.xml", xml -> title.append(xml.starts("title") ? xml.content() : ""));
        return ExtractedText.titled(title.toString());
    }

    /// Reads the heads or the feet of the document's sections.
    private void margins(ZipReader archive, String main, String kind) {
        inMargin = true;
        for (String part : archive.related(main, kind)) {
            archive.xml(part).ifPresent(this::part);
        }
        inMargin = false;
    }

    private void part(XmlReader part) {
        try (XmlReader xml = part) {
            for (int event = xml.next();
                    event != XMLStreamConstants.END_DOCUMENT;
                    event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    start(xml);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end(xml.name());
                }
            }
        }
    }

    private void start(XmlReader xml) {
        switch (xml.name()) {
            case "p" -> open.push(new Paragraph());
            case "pPr" -> paragraphProperties(xml);
            case "r" -> runs.push(run());
            case "rPr" -> runProperties(xml);
            case "t" -> write(xml.content());
            case "tab", "ptab" -> write(" ");
            case "ruby", "rt" -> paragraph().ruby.begins(xml.name());
            case "br", "cr" -> write("\n");
            case "noBreakHyphen" -> write("-");
            case "tbl" -> tables.push(new DocxTable());
            case "tr" -> table().ifPresent(DocxTable::rowBegins);
            case "tc" -> table().ifPresent(DocxTable::cellBegins);
            case "trPr", "tcPr" ->
                    xml.eachInside(() -> table().ifPresent(table -> table.property(xml)));
            case "fldSimple" -> {
                if (isPageField(xml.attribute("instr"))) {
                    xml.skip();
                }
            }
            case "instrText" -> inPageField = isPageField(xml.content()) || inPageField;
            case "fldChar" -> inPageField &= !xml.attribute("fldCharType").equals("end");
            // revisions taken back, the second copy of a text box, layout details
            case "del", "moveFrom", "Fallback", "sectPr" -> xml.skip();
            default -> {}
        }
    }

    private boolean isPageField(String instruction) {
        return inMargin && instruction.matches("\\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\\b.*");
    }

    private void paragraphProperties(XmlReader xml) {
        Paragraph paragraph = paragraph();
        xml.eachInside(
                () -> {
                    String value = xml.attribute("val");
                    switch (xml.name()) {
                        case "pStyle" -> paragraph.style = value;
                        case "outlineLvl" -> paragraph.heading = DocxStyles.level(value);
                        case "numPr" -> paragraph.item = true;
                        case "numId" -> paragraph.list = Optional.of(value);
                        case "ilvl" -> paragraph.depth = Optional.of(DocxNumbers.level(value));
                        // properties before a tracked change, and of the paragraph's mark
                        case "pPrChange", "rPr" -> xml.skip();
                        default -> {}
                    }
                });
        paragraph.heading = paragraph.heading.or(() -> styles.heading(paragraph.style));
    }

    private void runProperties(XmlReader xml) {
        Run run = runs.isEmpty() ? run() : runs.element();
        xml.eachInside(
                () -> {
                    switch (xml.name()) {
                        case "rStyle" -> {
                            run.hidden |= styles.isHidden(xml.attribute("val"));
                            run.bold |= styles.isBold(xml.attribute("val"));
                        }
                        case "vanish", "strike", "dstrike" -> run.hidden |= xml.isOn();
                        case "b" -> run.bold = xml.isOn();
                        case "vertAlign" -> run.raised = xml.attribute("val").equals("superscript");
                        case "rPrChange" -> xml.skip();
                        default -> {}
                    }
                });
    }

    /// Letters as the style of the paragraph has them.
    private Run run() {
        Run run = new Run();
        run.bold = styles.isBold(paragraph().style);
        run.hidden = styles.isHidden(paragraph().style);
        return run;
    }

    private Optional<DocxTable> table() {
        return Optional.ofNullable(tables.peek());
    }

    private Paragraph paragraph() {
        if (open.isEmpty()) {
            open.push(new Paragraph());
        }
        return open.element();
    }

    private void write(String text) {
        Paragraph paragraph = paragraph();
        if (paragraph.text.length() + draft.length() + text.length() > TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        Run run = runs.isEmpty() ? run() : runs.element();
        if (!run.hidden && !inPageField) {
            paragraph.text.append(run.raised ? Superscripts.of(text) : text);
            paragraph.bold &= run.bold || text.isBlank();
        }
    }

    private void end(String name) {
        switch (name) {
            case "p" -> paragraphEnds(open.pop());
            case "r" -> {
                if (!runs.isEmpty()) {
                    runs.pop();
                }
            }
            case "tr" ->
                    table().ifPresent(
                                    table ->
                                            table.rowEnds(
                                                    tables.size() > 1 ? new TextBuilder() : draft));
            case "tbl" -> tableEnds();
            case "ruby", "rt" -> paragraph().ruby.ends(name);
            default -> {}
        }
    }

    private void paragraphEnds(Paragraph paragraph) {
        String text = paragraph.text.toString();
        String number = text.isBlank() ? "" : number(paragraph);
        String numbered = number.isEmpty() ? text : number + " " + text.strip();
        if (table().filter(DocxTable::isInCell).isPresent()) {
            tables.element().write(numbered, paragraph.bold);
        } else if (inMargin) {
            if (!PAGE_NUMBER.matcher(text).matches() && margins.add(text.strip())) {
                draft.paragraph(text);
            }
        } else if (paragraph.heading.isPresent()) {
            draft.heading(paragraph.heading.get(), number.equals("-") ? text : numbered);
        } else if (!number.isEmpty()) {
            draft.line(numbered);
        } else {
            draft.paragraph(text);
        }
    }

    /// The number or mark before a paragraph; a list without an id is one of bullets, and the list 0 is none.
    private String number(Paragraph paragraph) {
        Optional<String> list = paragraph.list.or(() -> styles.list(paragraph.style));
        if (list.isEmpty()) {
            return paragraph.item ? "-" : "";
        }
        if (list.get().equals("0")) {
            return "";
        }
        int depth =
                paragraph
                        .depth
                        .or(() -> styles.depth(paragraph.style))
                        .or(() -> numbers.levelOf(list.get(), paragraph.style))
                        .orElse(0);
        return numbers.next(new DocxNumbers.Place(list.get(), depth));
    }

    private void tableEnds() {
        if (!tables.isEmpty()) {
            DocxTable table = tables.pop();
            if (tables.isEmpty()) {
                table.end(draft);
            } else {
                tables.element().nest(table);
            }
        }
    }
}
