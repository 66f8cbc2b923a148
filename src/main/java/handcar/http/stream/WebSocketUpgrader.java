package handcar.http.stream;

import module java.base;

import handcar.problem.Problem;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConnection;
import io.helidon.websocket.WsListener;

/// The opening handshake of a WebSocket (RFC 6455 §4.2). It is the request of an ordinary route, so whatever a route refuses
/// is answered by HTTP.
public final class WebSocketUpgrader {
    private static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
    private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// A key is 16 bytes in Base64.
    private static final String KEY_SHAPE = "[A-Za-z0-9+/]{22}==";

    private final HttpPrologue prologue;
    private final String key;

    private WebSocketUpgrader(HttpPrologue prologue, String key) {
        this.prologue = prologue;
        this.key = key;
    }

    /// [Problem.Malformed] when the request is not a handshake.
    public static WebSocketUpgrader of(ServerRequest req) {
        String key = header(req, KEY);
        boolean handshake =
                header(req, HeaderNames.UPGRADE).equalsIgnoreCase("websocket")
                        && header(req, HeaderNames.CONNECTION)
                                .toLowerCase(Locale.ROOT)
                                .contains("upgrade")
                        && header(req, VERSION).equals("13")
                        && key.matches(KEY_SHAPE)
                        && !req.content().hasEntity();
        if (!handshake) {
            throw new Problem.Malformed(
                    "websocket_expected",
                    "This address takes WebSocket handshakes of version 13 only (RFC 6455).");
        }
        return new WebSocketUpgrader(req.prologue(), key);
    }

    private static String header(ServerRequest req, HeaderName name) {
        return req.headers().value(name).orElse("");
    }

    /// Answers 101 and makes the connection that continues.
    public ServerConnection upgrade(ConnectionContext connection, WsListener listener) {
        String answer =
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Accept: "
                        + accept()
                        + "\r\n\r\n";
        connection
                .dataWriter()
                .writeNow(BufferData.create(answer.getBytes(StandardCharsets.US_ASCII)));
        return WsConnection.create(connection, prologue, WritableHeaders.create(), key, listener);
    }

    private String accept() {
        try {
            byte[] proof =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(proof);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
