package handcar.app;

import module java.base;

import handcar.http.files.StaticFiles;

import io.helidon.webserver.http.HttpService;

/// The pages for visitors and staff, their files, and the API's description.
public final class PagesModule implements Module {
    /// The tabs of the staff's page, which picks one by its own address.
    private static final List<String> TABS =
            List.of("conversations", "channels", "deliveries", "webhooks", "subscriptions");

    @Override
    public List<HttpService> routes() {
        StaticFiles files = StaticFiles.create();
        return List.of(
                rules -> {
                    rules.get("/", files.page("chat/index.html"));
                    rules.get("/admin", files.page("admin/index.html"));
                    TABS.forEach(tab -> rules.get("/admin/" + tab, files.page("desk/index.html")));
                    rules.get("/openapi.json", files.file("openapi.json"));
                },
                files);
    }
}
