package handcar.llm.proxy;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The door of the model gateway. Keys are another room's business; this room says what it wants to know of their holder.
@FunctionalInterface
public interface GatewayAuth {
    /// A handler for programs whose key may use the gateway; all others are turned away before it.
    Handler keyed(KeyedHandler handler);

    /// Answers a program.
    @FunctionalInterface
    interface KeyedHandler {
        void handle(ServerRequest req, ServerResponse res, GatewayClient by) throws Exception;
    }
}
