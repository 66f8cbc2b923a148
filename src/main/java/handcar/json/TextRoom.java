package handcar.json;

/// The memory for the texts of a document that is read in parts.
public interface TextRoom {
    /// Takes memory for so many bytes in all, before they are read.
    void take(long bytes);

    /// What is thrown when a text is too long to be read.
    RuntimeException tooLong(MalformedJsonException refusal);
}
