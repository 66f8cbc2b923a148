package handcar.json;

/// The bytes are not JSON, or not JSON of the wanted kind. The message says where and is safe to show to the sender.
public final class MalformedJsonException extends RuntimeException {
    MalformedJsonException(String message, Throwable cause) {
        super(message, cause);
    }

    public MalformedJsonException(String message) {
        super(message);
    }
}
