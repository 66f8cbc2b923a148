package handcar.media;

/// There are more bytes than are kept.
public final class MediaTooLargeException extends Exception {
    private final long most;

    MediaTooLargeException(long most) {
        super("more than " + most + " bytes");
        this.most = most;
    }

    /// How many bytes are kept at most.
    public long most() {
        return most;
    }
}
