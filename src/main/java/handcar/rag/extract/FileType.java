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

    private static final Pattern PROLOG =
            Pattern.compile("^<\\?xml[^>]*>\\s*(?:<!--.*?-->\\s*)*", Pattern.DOTALL);

    private static final Pattern MIME =
            Pattern.compile("\\A(?:[a-z-]+:[^\\n]*\\n(?:[ \\t][^\\n]*\\n)*){0,40}mime-version: ?1");

    private static final Pattern OBJECT = Pattern.compile("\\{\\s*\"|\\[\\s*\\{\\s*\"");

    /// Lines with the same number of separators that make a table.
    private static final int FEWEST_ROWS = 3;

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
        String body = PROLOG.matcher(start).replaceFirst("");
        if (body.startsWith("<!doctype html") || body.startsWith("<html")) {
            return HTML;
        }
        if (!body.equals(start) || body.startsWith("<svg")) {
            throw UnreadableDocumentException.unsupported("XML files cannot be read." + READABLE);
        }
        if (MIME.matcher(start).find()) {
            throw UnreadableDocumentException.unsupported(
                    "Saved mails and web archives cannot be read: save it as HTML or PDF."
                            + READABLE);
        }
        int dot = name.lastIndexOf('.');
        return switch (dot < 0 ? "" : name.substring(dot + 1)) {
            case "html", "htm", "xhtml" -> HTML;
            case "md", "markdown" -> MARKDOWN;
            case "csv", "tsv" -> CSV;
            case "json", "jsonl", "ndjson" -> JSON;
            case "txt", "xls", "xlsx", "doc", "docx", "pdf" -> like(start);
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
            case "text/plain" -> like(start);
            default -> start.contains("<body") || start.contains("<head") ? HTML : like(start);
        };
    }

    /// What a text is whose name says nothing or something else.
    private static FileType like(String start) {
        if (OBJECT.matcher(start).lookingAt()) {
            return JSON;
        }
        List<String> lines = start.lines().filter(line -> !line.isBlank()).toList();
        // the last one may be cut
        List<String> rows =
                lines.subList(0, Math.max(0, lines.size() - (start.endsWith("\n") ? 0 : 1)));
        boolean table =
                rows.size() >= FEWEST_ROWS
                        && Stream.of(';', '\t')
                                .map(
                                        mark ->
                                                rows.stream()
                                                        .map(row -> marks(row, mark))
                                                        .distinct()
                                                        .toList())
                                .anyMatch(counts -> counts.size() == 1 && counts.getFirst() > 0);
        return table ? CSV : TEXT;
    }

    private static long marks(String line, char mark) {
        return line.chars().filter(letter -> letter == mark).count();
    }

    /// The first bytes, each as one character.
    private static String latin1(byte[] bytes, int most) {
        return new String(bytes, 0, Math.min(bytes.length, most), StandardCharsets.ISO_8859_1);
    }
}
