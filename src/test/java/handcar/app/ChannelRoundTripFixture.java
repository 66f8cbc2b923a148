package handcar.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.instagram.InstagramFixture;
import handcar.channel.meta.MetaFixture;
import handcar.channel.whatsapp.WhatsAppFixture;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The whole server with the four providers of this file's tests on the other side, and the words to speak as them.
abstract class ChannelRoundTripFixture {
    static final String SECRET = "the-secret-of-the-round-trips";
    static final String QUESTION = "Within how many days can plants be returned?";
    static final AtomicInteger NAMES = new AtomicInteger();

    static final FakeServer GRAPH =
            new FakeServer(named(name -> Map.of("messages", List.of(Map.of("id", name)))));
    static final FakeServer DIALOG =
            new FakeServer(named(name -> Map.of("messages", List.of(Map.of("id", name)))));
    static final FakeReply SHEENA =
            FakeReply.json(
                    200,
                    Map.of(
                            "name",
                            "Sheena Nelson",
                            "username",
                            "sheena",
                            "id",
                            InstagramFixture.CUSTOMER));
    static final FakeReply SENT =
            named(name -> Map.of("recipient_id", InstagramFixture.CUSTOMER, "message_id", name));
    static final FakeServer DIRECT =
            new FakeServer(
                    (request, wire) ->
                            (request.method().equals("GET") ? SHEENA : SENT).to(request, wire));
    static final FakeServer WOOT =
            new FakeServer(named(_ -> Map.of("id", NAMES.incrementAndGet())));

    static final TestServer SHOP = shop();
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// An answer that names the message anew each time.
    static FakeReply named(Function<String, Map<String, Object>> body) {
        return (request, wire) ->
                FakeReply.json(200, body.apply("OUT." + NAMES.incrementAndGet())).to(request, wire);
    }

    static TestServer shop() {
        TestServer shop =
                new TestServer(
                        Map.ofEntries(
                                Map.entry("MESSAGE_BUFFER_SECONDS", "0"),
                                Map.entry("WHATSAPP_APP_SECRET", SECRET),
                                Map.entry("WHATSAPP_VERIFY_TOKEN", "word"),
                                Map.entry("WHATSAPP_ACCESS_TOKEN", "EAAJB"),
                                Map.entry("WHATSAPP_PHONE_NUMBER_ID", WhatsAppFixture.NUMBER),
                                Map.entry("WHATSAPP_BASE_URL", GRAPH.baseUrl()),
                                Map.entry("DIALOG360_API_KEY", "key"),
                                Map.entry("DIALOG360_WEBHOOK_SECRET", SECRET),
                                Map.entry("DIALOG360_BASE_URL", DIALOG.baseUrl()),
                                Map.entry("INSTAGRAM_APP_SECRET", SECRET),
                                Map.entry("INSTAGRAM_ACCESS_TOKEN", "IGAA"),
                                Map.entry("INSTAGRAM_BASE_URL", DIRECT.baseUrl()),
                                Map.entry("CHATWOOT_WEBHOOK_SECRET", SECRET),
                                Map.entry("CHATWOOT_API_TOKEN", "token"),
                                Map.entry("CHATWOOT_ACCOUNT_ID", "3"),
                                Map.entry("CHATWOOT_BASE_URL", WOOT.baseUrl())));
        shop.caller.shelve(
                "house",
                "Returns",
                "Plants can be returned within 30 days. Bring the pot and the receipt.");
        return shop;
    }

    @AfterAll
    static void close() {
        SHOP.close();
        List.of(GRAPH, DIALOG, DIRECT, WOOT).forEach(FakeServer::close);
    }

    static int post(String kind, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(SHOP.url() + "/webhooks/" + kind))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    static int signed(String kind, String body) throws IOException, InterruptedException {
        return post(
                kind,
                body,
                Map.of("X-Hub-Signature-256", "sha256=" + MetaFixture.hex(body, SECRET)));
    }

    /// The first request to a provider whose path ends like this.
    static JsonView sent(FakeServer provider, String path) {
        return Wait.until(
                        "the provider is called",
                        () ->
                                provider.requests().stream()
                                        .filter(request -> request.path().endsWith(path))
                                        .toList(),
                        found -> !found.isEmpty())
                .getFirst()
                .json();
    }

    static List<JsonView> conversations(String channel) {
        return SHOP.caller
                .get("/api/v1/conversations?channel=" + channel, TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .toList();
    }

    static JsonView conversation(String channel) {
        return Wait.until(
                        "a conversation exists",
                        () -> conversations(channel),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /// How the answers of a channel stand at the provider.
    static List<String> deliveries(String channel) {
        return conversations(channel).stream()
                .map(one -> one.text("id").orElseThrow())
                .flatMap(
                        id ->
                                SHOP.caller
                                        .get(
                                                "/api/v1/conversations/" + id + "/messages",
                                                TestClient.ADMIN)
                                        .body()
                                        .at("data")
                                        .each())
                .filter(message -> message.text("author").orElse("").equals("agent"))
                .flatMap(message -> message.at("delivery").text("status").stream())
                .toList();
    }

    /// Of this moment: free text is allowed for a day.
    static String whatsAppQuestion() {
        return WhatsAppFixture.message(
                Map.of(
                        "timestamp",
                        Long.toString(Instant.now().getEpochSecond()),
                        "type",
                        "text",
                        "text",
                        Map.of("body", QUESTION)));
    }

    static void isCited(String answer) {
        assertTrue(answer.contains("30 days"), answer);
    }
}
