package handcar.http.stream;

import handcar.config.Logging;
import handcar.http.AllowedOrigins;
import handcar.http.ClientAddress;
import handcar.http.DirectErrorHandler;
import handcar.http.ProblemMapper;
import handcar.http.RequestIds;
import handcar.http.SecurityHeaders;
import handcar.problem.Problem;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;

import org.jspecify.annotations.Nullable;

/// Lets a WebSocket in: checks the page it comes from and turns a [Problem] into the HTTP answer it is, while HTTP is
/// still spoken.
public final class WebSocketUpgrader implements Http1Upgrader {
    private static final ScopedValue<String> CLIENT = ScopedValue.newInstance();

    private final WsUpgrader upgrader;
    private final AllowedOrigins origins;
    private final ClientAddress clients;
    private final SecurityHeaders security;

    public WebSocketUpgrader(
            WsConfig config,
            AllowedOrigins origins,
            ClientAddress clients,
            SecurityHeaders security) {
        this.upgrader = WsUpgrader.create(config);
        this.origins = origins;
        this.clients = clients;
        this.security = security;
    }

    /// The address of the client asking to be let in.
    static String clientAddress() {
        return CLIENT.get();
    }

    @Override
    public String supportedProtocol() {
        return upgrader.supportedProtocol();
    }

    @Override
    public @Nullable ServerConnection upgrade(
            ConnectionContext ctx, HttpPrologue prologue, WritableHeaders<?> headers) {
        String id = RequestIds.of(headers);
        String client = clients.address(headers, ctx.remotePeer().host());
        try {
            return Logging.call(
                    id,
                    () ->
                            ScopedValue.where(CLIENT, client)
                                    .call(() -> letIn(ctx, prologue, headers)));
        } catch (Problem problem) {
            byte[] answer = DirectErrorHandler.answer(ProblemMapper.refusal(problem), id, security);
            ctx.dataWriter().writeNow(BufferData.create(answer));
            throw new CloseConnectionException("refused before the upgrade");
        }
    }

    private @Nullable ServerConnection letIn(
            ConnectionContext ctx, HttpPrologue prologue, WritableHeaders<?> headers) {
        if (!origins.mayConnect(headers)) {
            throw new Problem.Forbidden("origin", "Pages of that origin may not connect here.");
        }
        ServerConnection socket = upgrader.upgrade(ctx, prologue, headers);
        if (socket == null) {
            return null;
        }
        throw new SwitchConnectionException(_ -> socket);
    }
}
