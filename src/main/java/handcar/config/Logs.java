package handcar.config;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/// Logging: set up once at start, and the request id that every line of a request carries.
public final class Logs {
    private static final ScopedValue<String> REQUEST = ScopedValue.newInstance();

    private Logs() {}

    /// The id of what is being worked on; empty outside of any request or job.
    public static String requestId() {
        return REQUEST.isBound() ? REQUEST.get() : "";
    }

    /// A new id.
    public static String newRequestId() {
        return UUID.randomUUID().toString();
    }

    /// Runs with every log line carrying `requestId`; hand it over when starting another thread.
    public static void within(String requestId, Runnable work) {
        ScopedValue.where(REQUEST, requestId).run(work);
    }

    /// Calls with every log line carrying `requestId`.
    public static <T extends @Nullable Object, X extends Throwable> T call(
            String requestId, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(REQUEST, requestId).call(work);
    }
}
