package handcar.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/// What the code that writes an answer needs to know of its request; bound while the request is handled.
final class Exchange {
    private static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

    private final boolean head;
    private final boolean gzip;
    private final Runnable giveUpSeat;
    private final AtomicBoolean seated = new AtomicBoolean(true);

    Exchange(ServerRequest req, Runnable giveUpSeat) {
        this.head = req.prologue().method().text().equals("HEAD");
        this.gzip = acceptsGzip(req.headers().value(HeaderNames.ACCEPT_ENCODING).orElse(""));
        this.giveUpSeat = giveUpSeat;
    }

    void run(Runnable work) {
        try {
            ScopedValue.where(CURRENT, this).run(work);
        } finally {
            leaveSeat();
        }
    }

    /// An open stream does no work most of the time: it must not count as a busy request.
    void leaveSeat() {
        if (seated.compareAndSet(true, false)) {
            giveUpSeat.run();
        }
    }

    static void leaveCurrentSeat() {
        if (CURRENT.isBound()) {
            CURRENT.get().leaveSeat();
        }
    }

    /// Whether the body is to be left out.
    static boolean isHead() {
        return CURRENT.isBound() && CURRENT.get().head;
    }

    static boolean takesGzip() {
        return CURRENT.isBound() && CURRENT.get().gzip;
    }

    /// `gzip` or `*` with a weight that is not 0.
    static boolean acceptsGzip(String accepted) {
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
