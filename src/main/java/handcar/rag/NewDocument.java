package handcar.rag;

import module java.base;

import handcar.rag.extract.ExtractedText;
import handcar.rag.extract.FileType;
import handcar.rag.search.SearchScope;

/// A document to be stored: a file with its bytes, an address, or text. Empty `agent` means that every agent
/// may use it.
public record NewDocument(
        Optional<UUID> agent,
        Document.Source source,
        String title,
        Optional<String> fileName,
        Optional<String> mediaType,
        Optional<String> url,
        Optional<byte[]> original,
        Optional<String> content) {

    /// An uploaded file. [UnreadableDocumentException] when it is of no kind that can be read.
    public static NewDocument file(
            Optional<UUID> agent, String name, String declaredType, byte[] bytes) {
        return file(agent, Document.Source.FILE, name, declaredType, bytes);
    }

    /// A page of this product's own documentation, in Markdown.
    public static NewDocument guide(String title, String markdown) {
        return file(
                        SearchScope.guide().agent(),
                        Document.Source.GUIDE,
                        title,
                        "text/markdown",
                        markdown.getBytes(StandardCharsets.UTF_8))
                .titled(title);
    }

    private static NewDocument file(
            Optional<UUID> agent,
            Document.Source source,
            String givenName,
            String declaredType,
            byte[] bytes) {
        String name = ExtractedText.titled(givenName).orElse("file");
        FileType kind = FileType.of(bytes, name, declaredType);
        return new NewDocument(
                agent,
                source,
                titleOf(name),
                Optional.of(name),
                Optional.of(
                        kind.mediaType().startsWith("text/") && !declaredType.isBlank()
                                ? declaredType
                                : kind.mediaType()),
                Optional.empty(),
                Optional.of(bytes),
                Optional.empty());
    }

    /// A page or file on the web; it is fetched later.
    public static NewDocument url(Optional<UUID> agent, Optional<String> title, String url) {
        return new NewDocument(
                agent,
                Document.Source.URL,
                title.orElse(url),
                Optional.empty(),
                Optional.empty(),
                Optional.of(url),
                Optional.empty(),
                Optional.empty());
    }

    /// Pasted text.
    public static NewDocument text(Optional<UUID> agent, String title, String text) {
        return new NewDocument(
                agent,
                Document.Source.TEXT,
                title,
                Optional.empty(),
                Optional.of(FileType.TEXT.mediaType()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ExtractedText.pasted(text).text()));
    }

    /// A copy of this with another title.
    public NewDocument titled(String other) {
        return new NewDocument(agent, source, other, fileName, mediaType, url, original, content);
    }

    /// A file's title, until its text has a better one.
    static String titleOf(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String bare =
                dot > 0 && fileName.length() - dot <= 9 ? fileName.substring(0, dot) : fileName;
        return bare.isBlank() ? "file" : bare;
    }

    long size() {
        return original.map(bytes -> (long) bytes.length)
                .or(() -> content.map(text -> (long) text.getBytes(StandardCharsets.UTF_8).length))
                .orElse(0L);
    }
}
