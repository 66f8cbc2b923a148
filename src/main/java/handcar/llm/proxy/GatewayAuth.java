package handcar.llm.proxy;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Checks the API key of a request. Implemented outside this room, which does not know how keys are stored.
@FunctionalInterface
public interface GatewayAuth {
    /// A handler for requests with a key that may use the gateway; all others are refused before it.
    Handler keyed(KeyedHandler handler);

    /// Answers a request with a valid key.
    @FunctionalInterface
    interface KeyedHandler {
        void handle(ServerRequest req, ServerResponse res, GatewayClient by) throws Exception;
    }
}
