package handcar.rag;

import java.util.Optional;

/// A document read: its plain text, which is stored and cited, and the title it gives itself.
public record Content(Kind kind, Optional<String> title, String text) {

    /// Reads a file of any supported kind. Bounded in time, memory and result whatever the bytes are; [Unreadable] says
    /// in a sentence why it cannot be read.
    ///
    /// `fileName` and `declaredType` may be empty.
    public static Content read(byte[] bytes, String fileName, String declaredType) {
        Kind kind = Kind.of(bytes, fileName, declaredType);
        Content content =
                switch (kind) {
                    case PDF -> PdfText.read(bytes);
                    case DOCX -> DocxText.read(Archive.open(bytes));
                    case XLSX -> XlsxText.read(Archive.open(bytes));
                    case HTML -> HtmlText.read(Charsets.decode(bytes, declaredType));
                    case MARKDOWN -> MarkdownText.read(Charsets.decode(bytes, declaredType));
                    case CSV -> CsvText.read(Charsets.decode(bytes, declaredType));
                    case JSON -> JsonText.read(Charsets.decode(bytes, declaredType));
                    case TEXT -> pasted(Charsets.decode(bytes, declaredType));
                };
        if (content.text().isBlank()) {
            throw new Unreadable("There is no text in this file.");
        }
        return content;
    }

    /// Text somebody typed or pasted, as it stands.
    public static Content pasted(String text) {
        if (text.length() > Draft.LONGEST) {
            throw Draft.tooLong();
        }
        return new Content(Kind.TEXT, Optional.empty(), Draft.clean(text));
    }

    /// A title fit to be shown in a list: one line, not too long, or nothing.
    static Optional<String> titled(String title) {
        String line = Draft.clean(Draft.oneLine(title));
        if (line.isEmpty()) {
            return Optional.empty();
        }
        int most = Math.min(line.length(), 200);
        int end = Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most;
        return Optional.of(line.substring(0, end));
    }
}
