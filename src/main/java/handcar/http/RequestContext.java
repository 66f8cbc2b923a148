package handcar.http;

import module java.base;

import handcar.http.connection.ClientConnection;
import handcar.http.connection.DisconnectWatch;

import io.helidon.webserver.http.ServerRequest;

/// What belongs to one request beside its head and body: its connection, its place among the busy requests and the memory
/// that its body takes. [RequestFilter] makes it and releases everything when the request is answered.
public final class RequestContext implements AutoCloseable {
    private final ClientConnection connection;
    private final MemoryBudget memory;
    private final Runnable releasePlace;
    private final AtomicBoolean busy = new AtomicBoolean(true);
    private final long start = System.nanoTime();
    private final BooleanSupplier tarpit;
    private volatile long streamedAfter = -1;
    private int reserved;
    private long held;

    /// @param tarpit holds a refusal; false when the connection should end instead
    RequestContext(
            ClientConnection connection,
            MemoryBudget memory,
            Runnable releasePlace,
            BooleanSupplier tarpit) {
        this.connection = connection;
        this.memory = memory;
        this.releasePlace = releasePlace;
        this.tarpit = tarpit;
    }

    /// The context of a request that this server received.
    public static RequestContext of(ServerRequest req) {
        return req.context()
                .get(RequestContext.class)
                .orElseThrow(() -> new IllegalStateException("the request has no context"));
    }

    /// Reserves memory for so many bytes until the request is answered; of several reservations only the largest counts,
    /// since the bodies of a request are in memory one after the other. Waits a moment for room; [Problem.Unavailable] when
    /// there is none.
    public void reserve(long bytes) {
        if (bytes > MemoryBudget.UNRESERVED) {
            reserved = memory.take(reserved, bytes);
        }
    }

    /// The request waits for another server from here on and no longer counts as busy. The caller bounds how many such
    /// requests there are. The wait is interrupted when the client leaves.
    public DisconnectWatch waitForUpstream() {
        leavePlace();
        return connection.watch();
    }

    /// The request becomes an open stream. It rests most of the time, so it no longer counts as busy, and how long it lasts
    /// says nothing about the speed of the server.
    public void becomeStream() {
        streamedAfter = System.nanoTime() - start;
        leavePlace();
    }

    /// The request is refused: releases what it holds, then waits as long as the [Tarpit] says. False when the connection should
    /// end with the answer.
    boolean holdRefusal() {
        close();
        long from = System.nanoTime();
        boolean kept = tarpit.getAsBoolean();
        held = System.nanoTime() - from;
        return kept;
    }

    private void leavePlace() {
        if (busy.compareAndSet(true, false)) {
            releasePlace.run();
        }
    }

    /// How long the answer took, without the wait of a refusal; for a stream until it began.
    long nanos() {
        return streamedAfter >= 0 ? streamedAfter : System.nanoTime() - start - held;
    }

    @Override
    public void close() {
        leavePlace();
        memory.give(reserved);
        reserved = 0;
    }
}
