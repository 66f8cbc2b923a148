package handcar.db;

/// A lock was not free within the time that the transaction waits for one, see [Tx#waitForLocks].
public final class LockTimeoutException extends RuntimeException {
    LockTimeoutException(Throwable cause) {
        super("somebody else holds a lock", cause);
    }
}
