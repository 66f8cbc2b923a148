package handcar.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;

import java.util.Optional;
import java.util.Set;

/// Makes the HTTP/1.1 connections, each with clocks of its own over what its client does.
final class Connections implements ServerConnectionSelector {
    /// Some proxies send long cookies; more than this is nobody's honest head.
    private static final int MOST_HEADER_BYTES = 32 * 1024;

    private static final int LONGEST_REQUEST_LINE = 8 * 1024;

    private final SocketUpgrade upgrade;
    private final ClientSockets sockets;
    private final Patience patience;
    private final WriteWatch watch;
    private final Departures departures = new Departures();
    private final Http1ConnectionSelector plain;

    Connections(SocketUpgrade upgrade, ClientSockets sockets, Patience patience) {
        this.upgrade = upgrade;
        this.sockets = sockets;
        this.patience = patience;
        this.watch = new WriteWatch(patience.write());
        this.plain = selector(new ReadClock(Optional.empty(), patience, departures));
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
        ReadClock clock =
                new ReadClock(sockets.take(ctx.remotePeer().address()), patience, departures);
        TimedConnection timed = new TimedConnection(ctx, clock, watch);
        return new ClockedConnection(timed, selector(clock).connection(timed), clock);
    }

    private Http1ConnectionSelector selector(ReadClock clock) {
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
