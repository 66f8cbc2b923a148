package handcar.app;

import handcar.http.files.StaticFiles;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

import java.util.List;

/// The table of tables: which room answers at which addresses stands in that room's own table.
final class Routes implements HttpService {
    /// The rooms of the staff's page about channels; it picks one by its own address.
    private static final List<String> DESK =
            List.of("conversations", "channels", "deliveries", "webhooks", "subscriptions");

    private final StaticFiles files;
    private final List<HttpService> rooms;

    Routes(StaticFiles files, List<HttpService> rooms) {
        this.files = files;
        this.rooms = rooms;
    }

    @Override
    public void routing(HttpRules rules) {
        // before the pages: programs ask thousands of times a second, and the first that matches
        // answers
        rooms.forEach(rules::register);
        rules.get("/", files.page("chat/index.html"));
        rules.get("/admin", files.page("admin/index.html"));
        DESK.forEach(room -> rules.get("/admin/" + room, files.page("desk/index.html")));
        rules.get("/openapi.json", files.file("openapi.json"));
        rules.register(files);
    }
}
