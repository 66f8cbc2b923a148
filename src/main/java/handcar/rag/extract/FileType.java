package handcar.rag.extract;

import module java.base;

import handcar.text.TextDecoder;

/// What a file is. The bytes decide where they can; the name and the declared type only tell one kind of text from
/// another, because they are what the sender says and not what the sender sent.
public enum FileType {
    PDF("application/pdf"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    HTML("text/html"),
    MARKDOWN("text/markdown"),
    CSV("text/csv"),
    JSON("application/json"),
    TEXT("text/plain");

    /// A PDF may be preceded by rubbish of this length; readers look for its mark that far.
    private static final int PDF_MARK_WITHIN = 1_024;

    private static final String READABLE =
            " Upload PDF, Word (.docx), Excel (.xlsx), HTML, Markdown, CSV, JSON or plain text.";

    private final String mediaType;

    FileType(String mediaType) {
        this.mediaType = mediaType;
    }

    /// The media type this kind is served and stored as.
    public String mediaType() {
        return mediaType;
    }

    /// What these bytes are. [UnreadableDocumentException] when they are of no kind that can be read, or are recognisably locked.
    public static FileType of(byte[] bytes, String fileName, String declaredType) {
        if (bytes.length == 0) {
            throw new UnreadableDocumentException("This file is empty.");
        }
        String head = latin1(bytes, PDF_MARK_WITHIN);
        if (head.contains("%PDF-")) {
            return PDF;
        }
        if (head.startsWith("PK\3\4") || head.startsWith("PK\5\6")) {
            return office(bytes);
        }
        if (head.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            throw oldOffice(bytes);
        }
        if (TextDecoder.looksBinary(bytes)) {
            throw UnreadableDocumentException.unsupported(
                    "This kind of file cannot be read." + READABLE);
        }
        return text(
                bytes, fileName.toLowerCase(Locale.ROOT), declaredType.toLowerCase(Locale.ROOT));
    }

    private static FileType office(byte[] bytes) {
        String main;
        try (ZipReader zip = ZipReader.open(bytes)) {
            main = zip.mainPart();
        }
        if (main.startsWith("word/")) {
            return DOCX;
        }
        if (main.startsWith("xl/") && main.endsWith(".xml")) {
            return XLSX;
        }
        throw UnreadableDocumentException.unsupported(
                (main.startsWith("xl/")
                                ? "Binary Excel files (.xlsb) cannot be read: save it as .xlsx."
                                : "Archives and this kind of Office file cannot be read.")
                        + READABLE);
    }

    /// The container of Word 97 and Excel 97 is also what Office wraps around a document with a password.
    private static UnreadableDocumentException oldOffice(byte[] bytes) {
        boolean locked =
                latin1(bytes, bytes.length)
                        .contains("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e");
        return locked
                ? new UnreadableDocumentException(
                        "This Office file is encrypted. Remove its password and upload it again.")
                : UnreadableDocumentException.unsupported(
                        "Office files from before 2007 cannot be read: save it as .docx or .xlsx."
                                + READABLE);
    }

    private static FileType text(byte[] bytes, String name, String type) {
        String start = TextDecoder.start(bytes).stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("{\\rtf")) {
            throw UnreadableDocumentException.unsupported("RTF files cannot be read." + READABLE);
        }
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return HTML;
        }
        int dot = name.lastIndexOf('.');
        return switch (dot < 0 ? "" : name.substring(dot + 1)) {
            case "html", "htm", "xhtml" -> HTML;
            case "md", "markdown" -> MARKDOWN;
            case "csv", "tsv" -> CSV;
            case "json", "jsonl", "ndjson" -> JSON;
            case "txt" -> TEXT;
            default -> declared(start, type);
        };
    }

    private static FileType declared(String start, String type) {
        String bare = type.replaceFirst(";.*", "").strip();
        return switch (bare) {
            case "text/html", "application/xhtml+xml" -> HTML;
            case "text/markdown", "text/x-markdown" -> MARKDOWN;
            case "text/csv", "text/tab-separated-values" -> CSV;
            case "application/json", "application/x-ndjson", "application/ld+json" -> JSON;
            case "text/plain" -> TEXT;
            default -> start.contains("<body") || start.contains("<head") ? HTML : TEXT;
        };
    }

    /// The first bytes, each as one character.
    private static String latin1(byte[] bytes, int most) {
        return new String(bytes, 0, Math.min(bytes.length, most), StandardCharsets.ISO_8859_1);
    }
}
