package handcar.contract;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.meta.MetaFixture;
import handcar.net.HmacSignatures;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/// What holds at every provider's door, whoever stands before it: proven before anything is read, kept once, never an error
/// of ours.
final class WebhookContractTest {
    private static final String SECRET = "the-secret-of-the-rules";

    private static final TestServer SHOP =
            new TestServer(
                    Map.ofEntries(
                            Map.entry("BACKEND_URL", "https://handcar.example"),
                            Map.entry("CHATWOOT_WEBHOOK_SECRET", SECRET),
                            Map.entry("DIALOG360_WEBHOOK_SECRET", SECRET),
                            Map.entry("WHATSAPP_APP_SECRET", SECRET),
                            Map.entry("INSTAGRAM_APP_SECRET", SECRET),
                            Map.entry("EVOLUTION_WEBHOOK_SECRET", SECRET),
                            Map.entry("EVOLUTION_INSTANCE", "shop"),
                            Map.entry("TELEGRAM_WEBHOOK_SECRET", SECRET),
                            Map.entry("TWILIO_AUTH_TOKEN", SECRET),
                            Map.entry("SLACK_SIGNING_SECRET", SECRET)));
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// A provider, something it may tell one day, and something that it never would.
    enum Provider {
        CHATWOOT("{\"event\":\"hologram_created\",\"account\":{\"id\":3}}"),
        DIALOG360(
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":"
                        + "[{\"field\":\"holograms\",\"value\":{}}]}]}"),
        WHATSAPP(
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"2\",\"changes\":"
                        + "[{\"field\":\"holograms\",\"value\":{}}]}]}"),
        INSTAGRAM(
                "{\"object\":\"instagram\",\"entry\":[{\"id\":\"1\",\"time\":1,\"messaging\":"
                        + "[{\"sender\":{\"id\":\"7\"},\"hologram\":{}}]}]}"),
        EVOLUTION("{\"event\":\"hologram.sent\",\"instance\":\"shop\",\"data\":{}}"),
        TELEGRAM("{\"update_id\":10000,\"hologram\":{}}"),
        TWILIO("Hologram=1"),
        SLACK(
                "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":"
                        + "{\"type\":\"hologram_shared\"}}");

        private final String unheard;

        Provider(String unheard) {
            this.unheard = unheard;
        }

        String kind() {
            return this == DIALOG360 ? "360dialog" : name().toLowerCase(Locale.ROOT);
        }

        Map<String, String> proof(String body, String secret) {
            return switch (this) {
                case CHATWOOT -> {
                    String now = Long.toString(Instant.now().getEpochSecond());
                    yield Map.of(
                            "X-Chatwoot-Timestamp",
                            now,
                            "X-Chatwoot-Signature",
                            "sha256=" + MetaFixture.hex(now + "." + body, secret));
                }
                case DIALOG360 -> Map.of("x-360dialog-signature", MetaFixture.hex(body, secret));
                case WHATSAPP, INSTAGRAM ->
                        Map.of("X-Hub-Signature-256", "sha256=" + MetaFixture.hex(body, secret));
                case EVOLUTION -> Map.of("X-Webhook-Secret", secret);
                case TELEGRAM -> Map.of("X-Telegram-Bot-Api-Secret-Token", secret);
                case TWILIO ->
                        Map.of(
                                "X-Twilio-Signature",
                                HmacSignatures.base64Sha1(
                                        secret,
                                        "https://handcar.example/webhooks/twilio"
                                                .getBytes(StandardCharsets.UTF_8),
                                        body.replaceFirst("=", "")
                                                .getBytes(StandardCharsets.UTF_8)),
                                "Content-Type",
                                "application/x-www-form-urlencoded");
                case SLACK -> {
                    String now = Long.toString(Instant.now().getEpochSecond());
                    yield Map.of(
                            "X-Slack-Request-Timestamp",
                            now,
                            "X-Slack-Signature",
                            "v0=" + MetaFixture.hex("v0:" + now + ":" + body, secret));
                }
            };
        }
    }

    @AfterAll
    static void close() {
        SHOP.close();
        CLIENT.close();
    }

    private static int status(String kind, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(SHOP.url() + "/webhooks/" + kind))
                        .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static long kept(Provider provider) {
        return SHOP.caller
                .get("/api/v1/webhook-events?kind=" + provider.kind(), ADMIN)
                .body()
                .at("data")
                .each()
                .count();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void whatWeNeverHeardOfIsTakenAndKeptOnceHoweverOftenItComes(Provider provider)
            throws Exception {
        for (int i = 0; i < 3; i++) {
            Map<String, String> proof = provider.proof(provider.unheard, SECRET);
            assertEquals(200, status(provider.kind(), provider.unheard, proof));
        }
        assertEquals(1, kept(provider));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aMissingProofIsRefusedLikeAWrongOneBeforeTheBodyIsRead(Provider provider)
            throws Exception {
        for (String body : new String[] {provider.unheard, "nonsense"}) {
            Map<String, String> wrong = provider.proof(body, SECRET + "!");
            assertEquals(401, status(provider.kind(), body, Map.of()), body);
            assertEquals(401, status(provider.kind(), body, wrong), body);
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aBodyThatIsNoneIsMalformedAndOneWithoutEndTooLarge(Provider provider) throws Exception {
        String broken = "{\"event\":";
        // Twilio signs the fields of a form: what is no form cannot be signed
        int malformed = provider == Provider.TWILIO ? 401 : 400;
        assertEquals(malformed, status(provider.kind(), broken, provider.proof(broken, SECRET)));
        String endless = "x".repeat(5_300_000);
        assertEquals(413, status(provider.kind(), endless, provider.proof(endless, SECRET)));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void anAccountThatIsNotThereHasNoDoor(Provider provider) throws Exception {
        String other = provider.kind() + "/01a1fc7a-08b8-70e0-a913-7a3adc82ea1b";
        Map<String, String> proof = provider.proof(provider.unheard, SECRET);
        assertEquals(404, status(other, provider.unheard, proof));
    }
}
