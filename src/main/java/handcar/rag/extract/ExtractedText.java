package handcar.rag.extract;

import module java.base;

import handcar.text.TextDecoder;

/// A document read: its plain text, which is stored and cited, and the title it gives itself. `pages` says where each of its
/// pages begins, in code points, and is empty for a document without pages; `warning` is a sentence for staff about what of
/// it could not be read.
public record ExtractedText(
        FileType kind,
        Optional<String> title,
        String text,
        List<Integer> pages,
        Optional<String> warning) {
    /// A document without pages that was read in full.
    ExtractedText(FileType kind, Optional<String> title, String text) {
        this(kind, title, text, List.of(), Optional.empty());
    }

    /// Reads a file of any supported kind. Bounded in time, memory and result whatever the bytes are; [UnreadableDocumentException] says
    /// in a sentence why it cannot be read.
    ///
    /// `fileName` and `declaredType` may be empty.
    public static ExtractedText read(byte[] bytes, String fileName, String declaredType) {
        FileType kind = FileType.of(bytes, fileName, declaredType);
        ExtractedText content =
                switch (kind) {
                    case PDF -> PdfExtractor.read(bytes);
                    case DOCX -> DocxExtractor.read(bytes);
                    case XLSX -> XlsxExtractor.read(bytes);
                    case HTML -> HtmlExtractor.read(decoded(bytes, declaredType));
                    case MARKDOWN -> MarkdownExtractor.read(decoded(bytes, declaredType));
                    case CSV -> CsvExtractor.read(decoded(bytes, declaredType));
                    case JSON -> JsonExtractor.read(decoded(bytes, declaredType));
                    case TEXT -> pasted(decoded(bytes, declaredType));
                };
        if (content.text().isBlank()) {
            throw new UnreadableDocumentException("There is no text in this file.");
        }
        if (LostLetters.areQuestioned(content.text())) {
            throw LostLetters.refusal();
        }
        return content;
    }

    private static String decoded(byte[] bytes, String declaredType) {
        String text =
                TextDecoder.find(bytes, TextDecoder.declared(declaredType))
                        .orElseThrow(
                                () ->
                                        new UnreadableDocumentException(
                                                "The encoding of this file is not recognised. Save"
                                                        + " it as UTF-8 and upload it again."));
        if (LostLetters.areReplaced(text)) {
            throw LostLetters.refusal();
        }
        return text;
    }

    /// Text somebody typed or pasted, as it stands but for tables between bars, whose rows are written out with their names.
    public static ExtractedText pasted(String text) {
        if (text.length() > TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        return new ExtractedText(
                FileType.TEXT, Optional.empty(), TextBuilder.clean(PipeTables.labelled(text)));
    }

    /// A title fit to be shown in a list: one line, not too long, or nothing.
    public static Optional<String> titled(String title) {
        String line = TextBuilder.clean(TextBuilder.oneLine(title));
        if (line.isEmpty()) {
            return Optional.empty();
        }
        int most = Math.min(line.length(), 200);
        int end = Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most;
        return Optional.of(line.substring(0, end));
    }
}
