package handcar.rag.extract;

/// A document that cannot be read. The message is a sentence for the person who gave it, says what is wrong and, where
/// there is a way, what to do; it becomes the document's `error`.
public final class UnreadableDocumentException extends RuntimeException {
    private final String sentence;
    private final boolean unsupported;

    private UnreadableDocumentException(String message, boolean unsupported) {
        super(message);
        this.sentence = message;
        this.unsupported = unsupported;
    }

    /// A file of a kind that is read in principle and that is broken, locked, too large or hostile.
    public UnreadableDocumentException(String message) {
        this(message, false);
    }

    /// A kind of file that is never read.
    static UnreadableDocumentException unsupported(String message) {
        return new UnreadableDocumentException(message, true);
    }

    /// A file whose end did not arrive, such as after a broken download. What is left is never read: it would be taken for all.
    static UnreadableDocumentException cutOff() {
        return new UnreadableDocumentException(
                "This file is cut off: its end is missing. Upload it again, from the original.");
    }

    /// The message, for the person who gave the document.
    public String sentence() {
        return sentence;
    }

    /// Whether no file of this kind would be read.
    public boolean unsupported() {
        return unsupported;
    }
}
