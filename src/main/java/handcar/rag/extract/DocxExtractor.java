package handcar.rag.extract;

import module java.base;

import javax.xml.stream.XMLStreamConstants;

/// Word documents: paragraphs, headings by style or outline level, list items, tables line by line, text boxes, foot-
/// and endnotes. Deleted and moved text of tracked changes is left out, and so are headers and footers.
///
/// Format: ECMA-376 part 1, 17 (WordprocessingML).
final class DocxExtractor {
    private final TextBuilder draft = new TextBuilder();
    private final DocxStyles styles;

    /// The open paragraphs, innermost first: a text box stands inside a paragraph and has its own.
    private final Deque<Paragraph> open = new ArrayDeque<>();

    /// Rows of the tables we are in, innermost first; a cell's paragraphs go into the row.
    private final Deque<List<StringBuilder>> rows = new ArrayDeque<>();

    private TableText table = new TableText(draft, false);
    private boolean header;

    private static final class Paragraph {
        private final StringBuilder text = new StringBuilder();
        private Optional<Integer> heading = Optional.empty();
        private boolean item;
    }

    private DocxExtractor(DocxStyles styles) {
        this.styles = styles;
    }

    static ExtractedText read(byte[] bytes) {
        try (ZipReader archive = ZipReader.open(bytes)) {
            return read(archive);
        }
    }

    private static ExtractedText read(ZipReader archive) {
        String main = archive.mainPart();
        String folder = main.substring(0, main.lastIndexOf('/') + 1);
        DocxExtractor document = new DocxExtractor(DocxStyles.read(archive, folder + "styles.xml"));
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
        return new ExtractedText(FileType.DOCX, title(archive), document.draft.text());
    }

    static Optional<String> title(ZipReader archive) {
        StringBuilder title = new StringBuilder();
        archive.eachElement(
                "docProps/core.xml", xml -> title.append(xml.starts("title") ? xml.content() : ""));
        return ExtractedText.titled(title.toString());
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
            case "pStyle" -> paragraph().heading = styles.heading(xml.attribute("val"));
            case "outlineLvl" -> paragraph().heading = DocxStyles.level(xml.attribute("val"));
            case "numPr" -> paragraph().item = true;
            case "t" -> write(xml.content());
            case "tab", "ptab" -> write(" ");
            case "br", "cr" -> write("\n");
            case "noBreakHyphen" -> write("-");
            case "tr" -> rows.push(new ArrayList<>());
            case "tblHeader" -> header = rows.size() == 1 && xml.isOn();
            case "tc" -> {
                if (!rows.isEmpty()) {
                    rows.element().add(new StringBuilder());
                }
            }
            // revisions taken back, field codes, the second copy of a text box, numbering and
            // layout details
            case "del", "moveFrom", "instrText", "Fallback", "tabs", "sectPr" -> xml.skip();
            default -> {}
        }
    }

    private Paragraph paragraph() {
        if (open.isEmpty()) {
            open.push(new Paragraph());
        }
        return open.element();
    }

    private void write(String text) {
        if (paragraph().text.length() + draft.length() + text.length() > TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        paragraph().text.append(text);
    }

    private void end(String name) {
        switch (name) {
            case "p" -> paragraphEnds(open.pop());
            case "tr" -> rowEnds(rows.pop());
            case "tbl" -> tableEnds();
            default -> {}
        }
    }

    private void paragraphEnds(Paragraph paragraph) {
        String text = paragraph.text.toString();
        if (!rows.isEmpty()) {
            List<StringBuilder> row = rows.element();
            if (row.isEmpty()) {
                row.add(new StringBuilder());
            }
            row.getLast().append(text).append(' ');
        } else if (paragraph.heading.isPresent()) {
            draft.heading(paragraph.heading.get(), text);
        } else if (paragraph.item) {
            draft.line(text.isBlank() ? "" : "- " + text);
        } else {
            draft.paragraph(text);
        }
    }

    private void rowEnds(List<StringBuilder> row) {
        List<String> cells = row.stream().map(StringBuilder::toString).toList();
        if (!rows.isEmpty()) {
            if (!rows.element().isEmpty()) {
                rows.element().getLast().append(String.join(" | ", cells)).append(' ');
            }
        } else if (header) {
            table.header(cells);
        } else {
            table.row(cells);
        }
        header = false;
    }

    private void tableEnds() {
        if (rows.isEmpty()) {
            table.end();
            table = new TableText(draft, false);
        }
    }
}
