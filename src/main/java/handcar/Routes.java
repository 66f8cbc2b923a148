package handcar;

import handcar.http.Problem;
import handcar.http.StaticFiles;
import handcar.ops.Startup;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.List;

/// The table of tables: which room answers at which addresses stands in that room's own table.
final class Routes implements HttpService {
    /// The rooms of the staff's page about channels; it picks one by its own address.
    private static final List<String> DESK =
            List.of("conversations", "channels", "deliveries", "webhooks", "subscriptions");

    private final Startup startup;
    private final StaticFiles files;
    private final List<HttpService> rooms;

    Routes(Startup startup, StaticFiles files, List<HttpService> rooms) {
        this.startup = startup;
        this.files = files;
        this.rooms = rooms;
    }

    @Override
    public void routing(HttpRules rules) {
        // not `{+}`, which is a regular expression
        for (String part : List.of("/api/*", "/v1/*", "/webhooks/*")) {
            rules.any(part, this::whenStarted);
        }
        // before the pages: programs ask thousands of times a second, and the first that matches
        // answers
        rooms.forEach(rules::register);
        rules.get("/", files.page("chat/index.html"));
        rules.get("/admin", files.page("admin/index.html"));
        DESK.forEach(room -> rules.get("/admin/" + room, files.page("desk/index.html")));
        rules.get("/openapi.json", files.file("openapi.json"));
        rules.register(files);
    }

    /// Until the start is over only the health pages and the static files can answer.
    private void whenStarted(ServerRequest req, ServerResponse res) {
        if (!startup.started()) {
            throw new Problem.Unavailable(
                    "starting", "The server is starting. Try again in a moment.");
        }
        res.next();
    }
}
