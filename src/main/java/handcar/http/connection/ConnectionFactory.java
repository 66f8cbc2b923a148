package handcar.http.connection;

import handcar.http.stream.WebSocketUpgrader;
import handcar.time.TimeoutScheduler;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes the HTTP/1.1 connections, each with clocks of its own over what its client does.
public final class ConnectionFactory implements ServerConnectionSelector {
    /// Some proxies send long cookies; more than this is nobody's honest head.
    private static final int MOST_HEADER_BYTES = 32 * 1024;

    private static final int LONGEST_REQUEST_LINE = 8 * 1024;

    private final WebSocketUpgrader upgrade;
    private final AcceptedSockets sockets;
    private final ServerTimeouts timeouts;
    private final TimeoutScheduler deadlines;
    private final TimeoutScheduler departures =
            new TimeoutScheduler("departures", DisconnectWatch.MOMENT);
    private final Http1ConnectionSelector plain;

    public ConnectionFactory(
            WebSocketUpgrader upgrade, AcceptedSockets sockets, ServerTimeouts timeouts) {
        this.upgrade = upgrade;
        this.sockets = sockets;
        this.timeouts = timeouts;
        this.deadlines = new TimeoutScheduler("slow clients", tick(timeouts));
        this.plain = selector(clock(Optional.empty()));
    }

    @Override
    public int bytesToIdentifyConnection() {
        return plain.bytesToIdentifyConnection();
    }

    /// Whatever comes is taken for HTTP/1.1, so that one who speaks something else hears so instead of silence.
    @Override
    public Support supports(BufferData data) {
        Support support = plain.supports(data);
        return support == Support.UNSUPPORTED ? Support.SUPPORTED : support;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return plain.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext ctx) {
        Optional<Socket> socket = sockets.take(ctx.remotePeer().address());
        socket.ifPresent(ConnectionFactory::withoutTimeout);
        ReadTimeouts clock = clock(socket);
        TimeoutDataWriter writer =
                new TimeoutDataWriter(ctx.dataWriter(), deadlines, timeouts.write());
        TimeoutConnectionContext timed = new TimeoutConnectionContext(ctx, clock, writer);
        return new Http1Connection(timed, selector(clock).connection(timed), clock);
    }

    private ReadTimeouts clock(Optional<Socket> socket) {
        return new ReadTimeouts(socket, timeouts, deadlines, departures);
    }

    /// It had one until it was known what its client speaks.
    private static void withoutTimeout(Socket socket) {
        try {
            socket.setSoTimeout(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nobody minds whether a slow client is cut off half a second later.
    private static Duration tick(ServerTimeouts timeouts) {
        return Stream.of(timeouts.silence(), timeouts.head(), timeouts.write(), timeouts.idle())
                .min(Duration::compareTo)
                .orElseThrow()
                .dividedBy(30);
    }

    private Http1ConnectionSelector selector(ReadTimeouts clock) {
        return Http1ConnectionSelector.builder()
                .config(
                        Http1Config.builder()
                                .maxHeadersSize(MOST_HEADER_BYTES)
                                .maxPrologueLength(LONGEST_REQUEST_LINE)
                                .addReceiveListener(clock.arriving())
                                .addSendListener(clock.leaving())
                                .build())
                .addUpgrader(upgrade)
                .build();
    }
}
