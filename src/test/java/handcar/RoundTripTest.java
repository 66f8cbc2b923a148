package handcar;

import static handcar.Caller.soon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.chatwoot.Woot;
import handcar.channel.instagram.Direct;
import handcar.channel.meta.Knocks;
import handcar.channel.whatsapp.Cloud;
import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.fakes.Request;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// From a provider's webhook to the cited answer at the provider, and from its status back, through the whole server.
final class RoundTripTest {
    private static final String SECRET = "the-secret-of-the-round-trips";
    private static final String QUESTION = "Within how many days can plants be returned?";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final FakeServer GRAPH =
            new FakeServer(named(name -> Map.of("messages", List.of(Map.of("id", name)))));
    private static final FakeServer DIALOG =
            new FakeServer(named(name -> Map.of("messages", List.of(Map.of("id", name)))));
    private static final Reply SHEENA =
            Reply.json(
                    200,
                    Map.of("name", "Sheena Nelson", "username", "sheena", "id", Direct.CUSTOMER));
    private static final Reply SENT =
            named(name -> Map.of("recipient_id", Direct.CUSTOMER, "message_id", name));
    private static final FakeServer DIRECT =
            new FakeServer(
                    (request, wire) ->
                            (request.method().equals("GET") ? SHEENA : SENT).to(request, wire));
    private static final FakeServer WOOT =
            new FakeServer(named(_ -> Map.of("id", NAMES.incrementAndGet())));

    private static final Shop SHOP = shop();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// An answer that names the message anew each time.
    private static Reply named(Function<String, Map<String, Object>> body) {
        return (request, wire) ->
                Reply.json(200, body.apply("OUT." + NAMES.incrementAndGet())).to(request, wire);
    }

    private static Shop shop() {
        Shop shop =
                new Shop(
                        Map.ofEntries(
                                Map.entry("MESSAGE_BUFFER_SECONDS", "0"),
                                Map.entry("WHATSAPP_APP_SECRET", SECRET),
                                Map.entry("WHATSAPP_VERIFY_TOKEN", "word"),
                                Map.entry("WHATSAPP_ACCESS_TOKEN", "EAAJB"),
                                Map.entry("WHATSAPP_PHONE_NUMBER_ID", Cloud.NUMBER),
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

    private static int post(String kind, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(SHOP.url() + "/webhooks/" + kind))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static int signed(String kind, String body) throws IOException, InterruptedException {
        return post(
                kind, body, Map.of("X-Hub-Signature-256", "sha256=" + Knocks.hex(body, SECRET)));
    }

    /// The first request to a provider whose path ends like this.
    private static JsonView sent(FakeServer provider, String path) {
        return soon(
                        () ->
                                provider.requests().stream()
                                        .filter(request -> request.path().endsWith(path))
                                        .toList(),
                        found -> !found.isEmpty())
                .getFirst()
                .json();
    }

    private static JsonView conversation(String channel) {
        return soon(
                        () ->
                                SHOP.caller
                                        .get(
                                                "/api/v1/conversations?channel=" + channel,
                                                Caller.ADMIN)
                                        .body()
                                        .at("data")
                                        .each()
                                        .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static String deliveryOfTheAnswer(String channel) {
        String id = conversation(channel).text("id").orElseThrow();
        return SHOP.caller
                .get("/api/v1/conversations/" + id + "/messages?limit=200", Caller.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(message -> message.text("author").orElse("").equals("agent"))
                .findFirst()
                .flatMap(message -> message.at("delivery").text("status"))
                .orElse("");
    }

    /// Of this moment: free text is allowed for a day.
    private static String whatsAppQuestion() {
        return Cloud.message(
                Map.of(
                        "timestamp",
                        Long.toString(Instant.now().getEpochSecond()),
                        "type",
                        "text",
                        "text",
                        Map.of("body", QUESTION)));
    }

    private static void isCited(String answer) {
        assertTrue(answer.contains("30 days"), answer);
    }

    @Test
    void whatsAppIsAnsweredAndItsStatusSettlesTheAnswer() throws Exception {
        assertEquals(200, signed("whatsapp", whatsAppQuestion()));
        assertEquals(200, signed("whatsapp", whatsAppQuestion())); // delivered twice
        JsonView sent = sent(GRAPH, "/" + Cloud.NUMBER + "/messages");
        isCited(sent.at("text").text("body").orElse(""));
        String delivery = sent.text("biz_opaque_callback_data").orElseThrow();
        soon(() -> deliveryOfTheAnswer("whatsapp"), "sent"::equals);
        String told =
                Cloud.status(
                        Map.of(
                                "id", "wamid.unheard",
                                "status", "delivered",
                                "biz_opaque_callback_data", delivery));
        assertEquals(200, signed("whatsapp", told));
        soon(() -> deliveryOfTheAnswer("whatsapp"), "delivered"::equals);
        assertEquals(1, GRAPH.requests().size());
        assertEquals(401, post("whatsapp", told, Map.of()));
    }

    @Test
    void theAddressOfWhatsAppIsProvenByItsWord() throws Exception {
        for (String path : List.of("/webhooks/whatsapp", "/webhooks/whatsapp/verify")) {
            HttpResponse<String> right = shake(path, "word");
            assertEquals(200, right.statusCode());
            assertEquals("1158201444", right.body());
            assertEquals(403, shake(path, "other").statusCode());
        }
    }

    private static HttpResponse<String> shake(String path, String word)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        SHOP.url()
                                                + path
                                                + "?hub.mode=subscribe&hub.challenge=1158201444"
                                                + "&hub.verify_token="
                                                + word))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void dialog360IsAnsweredAndItsStatusSettlesTheAnswer() throws Exception {
        Map<String, String> proof = Map.of("Authorization", "Bearer " + SECRET);
        assertEquals(200, post("360dialog", whatsAppQuestion(), proof));
        JsonView sent = sent(DIALOG, "/messages");
        isCited(sent.at("text").text("body").orElse(""));
        String told =
                Cloud.status(
                        Map.of(
                                "status",
                                "read",
                                "biz_opaque_callback_data",
                                sent.text("biz_opaque_callback_data").orElseThrow()));
        assertEquals(200, post("360dialog", told, proof));
        soon(() -> deliveryOfTheAnswer("360dialog"), "read"::equals);
    }

    @Test
    void instagramIsAnsweredByNameAndItsEchoIsKnownAsOurs() throws Exception {
        assertEquals(200, signed("instagram", Direct.messageNow(Map.of("text", QUESTION))));
        String answer = sent(DIRECT, "/messages").at("message").text("text").orElse("");
        isCited(answer);
        soon(() -> deliveryOfTheAnswer("instagram"), "sent"::equals);
        assertEquals(200, signed("instagram", Direct.echo(Map.of("mid", "mid.e", "text", answer))));
        assertEquals(
                200,
                signed(
                        "instagram",
                        Direct.echo(Map.of("mid", "mid.p", "text", "Ann here, one moment."))));
        JsonView paused =
                soon(
                        () -> conversation("instagram"),
                        now -> now.text("bot_paused_until").isPresent());
        assertEquals("ai_active", paused.text("status").orElseThrow());
        soon(
                () -> conversation("instagram").at("contact").text("name").orElse(""),
                "Sheena Nelson"::equals);
        assertEquals(
                1,
                DIRECT.requests().stream().filter(asked -> asked.method().equals("GET")).count());
    }

    @Test
    void chatwootIsAnsweredAndOpenedUntilAPersonThereAnswers() throws Exception {
        assertEquals(200, woot(Woot.incoming(QUESTION)));
        JsonView sent = sent(WOOT, "/api/v1/accounts/3/conversations/42/messages");
        isCited(sent.text("content").orElse(""));
        soon(() -> deliveryOfTheAnswer("chatwoot"), "sent"::equals);
        assertEquals(
                200,
                woot(Woot.message(Map.of("id", 816, "content", "I want to talk to a human."))));
        JsonView opened = sent(WOOT, "/api/v1/accounts/3/conversations/42/toggle_status");
        assertEquals("open", opened.text("status").orElse(""));
        soon(
                () -> WOOT.requests().stream().filter(RoundTripTest::isMessage).count(),
                two -> two == 2);
        Map<String, Object> ann = Map.of("id", 1, "name", "Ann", "type", "user");
        assertEquals(
                200,
                woot(
                        Woot.message(
                                Map.of(
                                        "id",
                                        900,
                                        "content",
                                        "I am on it.",
                                        "message_type",
                                        "outgoing",
                                        "sender",
                                        ann))));
        assertEquals("human_active", conversation("chatwoot").text("status").orElseThrow());
        assertEquals(200, woot(Woot.message(Map.of("id", 901, "content", QUESTION))));
        Caller.pause(Duration.ofMillis(500));
        assertEquals(2, WOOT.requests().stream().filter(RoundTripTest::isMessage).count());
    }

    private static boolean isMessage(Request request) {
        return request.path().endsWith("/messages");
    }

    private static int woot(String body) throws IOException, InterruptedException {
        return post("chatwoot", body, Map.of("X-Chatwoot-Signature", Knocks.hex(body, SECRET)));
    }
}
