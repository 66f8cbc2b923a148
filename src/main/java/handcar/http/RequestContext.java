package handcar.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/// What the code that writes an answer needs to know of its request; bound while the request is handled.
public final class RequestContext {
    private static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    private final boolean head;
    private final String encodings;
    private final Runnable giveUpSeat;
    private final MemoryBudget load;
    private final AtomicBoolean seated = new AtomicBoolean(true);
    private final long start = System.nanoTime();
    private volatile long streamedAfter = -1;
    private int held;

    RequestContext(ServerRequest req, Runnable giveUpSeat, MemoryBudget load) {
        this.head = req.prologue().method().text().equals("HEAD");
        this.encodings = req.headers().value(HeaderNames.ACCEPT_ENCODING).orElse("");
        this.giveUpSeat = giveUpSeat;
        this.load = load;
    }

    void run(Runnable work) {
        try {
            ScopedValue.where(CURRENT, this).run(work);
        } finally {
            leaveSeat();
            load.give(held);
        }
    }

    /// The current request has a body of so many bytes in memory, until it is answered; of several only the largest counts,
    /// since they are there one after the other. [Problem.Unavailable] when there is no room for it.
    static void carry(long bytes) {
        if (CURRENT.isBound()) {
            RequestContext context = CURRENT.get();
            context.held = context.load.take(context.held, bytes);
        }
    }

    private void leaveSeat() {
        if (seated.compareAndSet(true, false)) {
            giveUpSeat.run();
        }
    }

    /// The current request becomes an open stream. It does no work most of the time, so it no longer counts as a busy
    /// request, and how long it lasts says nothing about how fast we are.
    public static void becomesStream() {
        if (CURRENT.isBound()) {
            RequestContext context = CURRENT.get();
            context.streamedAfter = System.nanoTime() - context.start;
            context.leaveSeat();
        }
    }

    /// The current request waits for another server, and no longer counts as a busy one.
    static void waitsForOthers() {
        if (CURRENT.isBound()) {
            CURRENT.get().leaveSeat();
        }
    }

    /// How long the answer took, for a stream until it began.
    long nanos() {
        return streamedAfter >= 0 ? streamedAfter : System.nanoTime() - start;
    }

    /// Whether the body is to be left out.
    public static boolean isHead() {
        return CURRENT.isBound() && CURRENT.get().head;
    }

    public static boolean takesGzip() {
        return CURRENT.isBound() && acceptsGzip(CURRENT.get().encodings);
    }

    /// `gzip` or `*` with a weight that is not 0.
    static boolean acceptsGzip(String accepted) {
        if (accepted.isEmpty()) {
            return false;
        }
        boolean accepts = false;
        for (String part : accepted.toLowerCase(Locale.ROOT).replace(" ", "").split(",", -1)) {
            String coding = part.split(";", 2)[0];
            boolean refused = part.matches(".*;q=0(\\.0*)?");
            if (coding.equals("gzip")) {
                return !refused;
            }
            accepts |= coding.equals("*") && !refused;
        }
        return accepts;
    }
}
