package handcar.pages;

import module java.base;

import handcar.fakes.FakeServer;

/// A website of somebody else's, on an origin of its own. Its pages are on this machine, where every name below `localhost` leads.
final class ForeignSite implements AutoCloseable {
    private static final String FRAME =
            "<!doctype html><html lang=en><head><meta charset=utf-8><title>Shop</title><meta"
                    + " name=viewport"
                    + " content='width=device-width'>HEAD</head><body><main><h1>Lamps</h1><a"
                    + " href=/other>Other page</a></main></body></html>";

    private final String host;
    private final Map<String, String> heads = new ConcurrentHashMap<>();
    private final Map<String, String> policies = new ConcurrentHashMap<>();
    private final FakeServer server =
            new FakeServer(
                    (request, wire) ->
                            wire.answer(
                                    heads.containsKey(request.path()) ? 200 : 204,
                                    "text/html; charset=utf-8",
                                    headers(request.path()),
                                    page(request.path())));

    /// @param host below `localhost`
    ForeignSite(String host) {
        this.host = host;
    }

    String origin() {
        return "http://" + host + ":" + server.port();
    }

    /// Puts a page there; its address.
    ///
    /// @param head what stands in it besides
    ForeignSite with(String path, String head) {
        heads.put(path, head);
        return this;
    }

    /// Puts a page there that has a Content-Security-Policy.
    ForeignSite with(String path, String head, String policy) {
        policies.put(path, policy);
        return with(path, head);
    }

    /// The tag as an owner copies it.
    static String tag(String server, String agent, String more) {
        return "<script src='%s/widget.js' data-agent='%s' %s async></script>"
                .formatted(server, agent, more);
    }

    private Map<String, String> headers(String path) {
        String policy = policies.get(path);
        return policy == null ? Map.of() : Map.of("Content-Security-Policy", policy);
    }

    private byte[] page(String path) {
        String head = heads.get(path);
        return head == null
                ? new byte[0]
                : FRAME.replace("HEAD", head).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
