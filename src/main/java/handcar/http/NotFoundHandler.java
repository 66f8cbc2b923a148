package handcar.http;

import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.ArrayList;
import java.util.List;

/// The last route: a path nobody registered, or one that has other methods.
public final class NotFoundHandler {
    private final RouteRegistry table;

    public NotFoundHandler(RouteRegistry table) {
        this.table = table;
    }

    public void handle(ServerRequest req, ServerResponse res) {
        List<String> methods = new ArrayList<>(table.methods(req.path()));
        if (methods.isEmpty()) {
            throw new Problem.NotFound("not_found", "There is nothing at this address.");
        }
        methods.add("OPTIONS");
        if (!req.prologue().method().equals(Method.OPTIONS)) {
            throw new Problem.MethodNotAllowed(methods);
        }
        res.header(HeaderNames.ALLOW, String.join(", ", methods));
        res.status(Status.NO_CONTENT_204).send();
    }
}
