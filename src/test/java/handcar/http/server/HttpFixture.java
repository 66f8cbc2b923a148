package handcar.http.server;

import module java.base;

import handcar.config.TrustedProxies;
import handcar.http.ClientAddress;
import handcar.http.JsonBody;
import handcar.http.MemoryBudget;
import handcar.http.MemoryPressure;
import handcar.http.PathParams;
import handcar.http.RawConnection;
import handcar.http.Responses;
import handcar.http.connection.ServerTimeouts;
import handcar.http.stream.EventStreams;
import handcar.json.Json;
import handcar.json.JsonView;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A real server with a few routes that exist to be mistreated, and a client for it.
public final class HttpFixture implements AutoCloseable, HttpService {
    public final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    public final AtomicBoolean started = new AtomicBoolean(true);
    final EventStreams streams;
    public final Server server;
    private final HttpService more;
    private final HttpClient client = HttpClient.newHttpClient();

    public HttpFixture() {
        this(List.of("https://shop.example"), _ -> {});
    }

    public HttpFixture(List<String> origins, HttpService more) {
        this(origins, more, new EventStreams(new ClientAddress(TrustedProxies.NONE)));
    }

    public HttpFixture(List<String> origins, HttpService more, EventStreams streams) {
        this(origins, more, streams, ServerTimeouts.DEFAULT);
    }

    public HttpFixture(
            List<String> origins, HttpService more, EventStreams streams, ServerTimeouts timeouts) {
        this(origins, more, streams, timeouts, 1_000_000);
    }

    /// @param refusals how many of one network are answered at once in a minute
    public HttpFixture(
            List<String> origins,
            HttpService more,
            EventStreams streams,
            ServerTimeouts timeouts,
            int refusals) {
        this.more = more;
        this.streams = streams;
        this.server =
                Server.start(
                        new Server.Options(0, origins, false, refusals),
                        this,
                        streams,
                        (method, route, status, _) -> seen.add(method + " " + route + " " + status),
                        new MemoryBudget(() -> MemoryPressure.NONE),
                        started::get,
                        timeouts);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/hello", (req, res) -> Responses.ok(req, res, Map.of("hello", "world")));
        rules.post("/api/echo", (req, res) -> Responses.ok(req, res, JsonBody.of(req).all()));
        rules.put("/api/things/{id}", (req, res) -> Responses.ok(req, res, thing(req)));
        rules.get("/api/things/{id}", (req, res) -> Responses.ok(req, res, thing(req)));
        rules.get(
                "/api/broken",
                (_, _) -> {
                    throw new IllegalStateException("secret inside");
                });
        rules.register("/api/more", more);
    }

    private static Map<String, Object> thing(io.helidon.webserver.http.ServerRequest req) {
        return Map.of("id", PathParams.uuid(req, "id", "thing").toString());
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + server.port() + path);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder builder = request(path);
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return send(builder);
    }

    public HttpResponse<String> post(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public RawConnection wire() throws IOException {
        return new RawConnection(server.port());
    }

    public static JsonView error(HttpResponse<String> response) {
        return new JsonView(Json.object(response.body())).at("error");
    }

    @Override
    public void close() {
        server.close();
    }
}
