package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.HmacSignatures;
import handcar.testing.TestServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/// A text that no database stores, or an index cannot hold, in the place of every text of a webhook: it is stored or refused as
/// the sender's mistake, never a failure of ours, which providers would repeat for days.
class UnusualTextTest {
    private static final String SECRET = "a-long-word-of-our-own";
    private static final String NUL = "a\u0000b";
    private static final String HALF = "a\ud83d";

    /// Longer than an entry of an index, and nothing that could be packed.
    private static final String LONG =
            new Random(7)
                    .ints(9_000, 'a', 'z')
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestServer shop;
    private static int count;

    @BeforeAll
    static void open() {
        shop =
                new TestServer(
                        Map.ofEntries(
                                Map.entry("RATE_LIMIT_PER_MINUTE", "100000"),
                                Map.entry("TELEGRAM_BOT_TOKEN", "1:token"),
                                Map.entry("TELEGRAM_WEBHOOK_SECRET", SECRET),
                                Map.entry("SLACK_CHANNEL", "C0LAN2Q65"),
                                Map.entry("SLACK_BOT_TOKEN", "xoxb-1"),
                                Map.entry("SLACK_SIGNING_SECRET", SECRET),
                                Map.entry("TWILIO_FROM", "whatsapp:+14155238886"),
                                Map.entry("TWILIO_ACCOUNT_SID", "AC1"),
                                Map.entry("TWILIO_AUTH_TOKEN", SECRET),
                                Map.entry("WHATSAPP_PHONE_NUMBER_ID", "106540352242922"),
                                Map.entry("WHATSAPP_APP_SECRET", SECRET),
                                Map.entry("INSTAGRAM_ACCOUNT_ID", "17841"),
                                Map.entry("INSTAGRAM_APP_SECRET", SECRET),
                                Map.entry("INSTAGRAM_ACCESS_TOKEN", "token"),
                                Map.entry("EVOLUTION_API_URL", "http://127.0.0.1:9"),
                                Map.entry("EVOLUTION_API_KEY", "key"),
                                Map.entry("EVOLUTION_INSTANCE", "shop"),
                                Map.entry("EVOLUTION_WEBHOOK_SECRET", SECRET),
                                Map.entry("CHATWOOT_BASE_URL", "http://127.0.0.1:9"),
                                Map.entry("CHATWOOT_ACCOUNT_ID", "3"),
                                Map.entry("CHATWOOT_API_TOKEN", "token"),
                                Map.entry("CHATWOOT_WEBHOOK_SECRET", SECRET)));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whatsapp",
                "instagram",
                "telegram",
                "slack",
                "chatwoot",
                "evolution",
                "twilio"
            })
    void everyTextMayBeUnusual(String channel) throws IOException {
        List<String> failed = new ArrayList<>();
        for (Object webhook : webhooks(channel)) {
            String usual = result(channel, webhook);
            if (!usual.startsWith("200")) {
                failed.add("as it is: " + usual);
            }
            for (int i = 0; i < texts(webhook); i++) {
                for (String text : List.of(NUL, HALF, LONG)) {
                    String where = "text " + i + " = " + text.substring(0, 2);
                    String result = result(channel, replaced(webhook, new int[] {i}, text));
                    if (result.startsWith("5")) {
                        failed.add(where + " of " + Json.text(webhook) + ": " + result);
                    }
                }
            }
        }
        assertEquals(List.of(), failed);
    }

    private static List<Object> webhooks(String channel) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        UnusualTextTest.class.getResourceAsStream(
                                "/handcar/channel/webhooks.json"))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Json.list(all).stream()
                    .map(JsonView::new)
                    .filter(each -> each.text("channel").orElseThrow().equals(channel))
                    .map(each -> each.at("body").value())
                    .toList();
        }
    }

    private static int texts(@Nullable Object value) {
        return switch (value) {
            case String _ -> 1;
            case List<?> list -> list.stream().mapToInt(UnusualTextTest::texts).sum();
            case Map<?, ?> map -> map.values().stream().mapToInt(UnusualTextTest::texts).sum();
            case null, default -> 0;
        };
    }

    /// @param left how many texts stand before the one to replace
    private static @Nullable Object replaced(@Nullable Object value, int[] left, String text) {
        return switch (value) {
            case String old -> left[0]-- == 0 ? text : old;
            case List<?> list -> list.stream().map(each -> replaced(each, left, text)).toList();
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, each) -> copy.put(name, replaced(each, left, text)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    /// The status and the start of the answer, for a webhook with ids of its own.
    private static String result(String channel, @Nullable Object webhook) {
        String own = "" + (100_000 + ++count);
        String body =
                escaped(webhook)
                        .replace("\"@now\"", "\"" + Instant.now().getEpochSecond() + "\"")
                        .replace("\"@id\"", "\"" + own + "\"")
                        .replace("@id", own)
                        .replace("\"update_id\":", "\"update_id\":" + own);
        String address = shop.url() + "/webhooks/" + channel;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        String now = "" + Instant.now().getEpochSecond();
        switch (channel) {
            case "telegram" -> request.header("X-Telegram-Bot-Api-Secret-Token", SECRET);
            case "evolution" -> request.header("X-Webhook-Secret", SECRET);
            case "slack" ->
                    request.header("X-Slack-Request-Timestamp", now)
                            .header("X-Slack-Signature", "v0=" + hex("v0:" + now + ":" + body));
            case "chatwoot" ->
                    request.header("X-Chatwoot-Timestamp", now)
                            .header("X-Chatwoot-Signature", "sha256=" + hex(now + "." + body));
            case "twilio" -> {
                Map<String, Object> form = new TreeMap<>(Json.object(body));
                StringBuilder signed = new StringBuilder(address);
                form.forEach((name, value) -> signed.append(name).append(written(value)));
                request.header(
                        "X-Twilio-Signature",
                        HmacSignatures.base64Sha1(
                                SECRET, signed.toString().getBytes(StandardCharsets.UTF_8)));
                body =
                        form.entrySet().stream()
                                .map(
                                        each ->
                                                each.getKey()
                                                        + "="
                                                        + URLEncoder.encode(
                                                                written(each.getValue()),
                                                                StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"));
            }
            default -> request.header("X-Hub-Signature-256", "sha256=" + hex(body));
        }
        try {
            var response =
                    HTTP.send(
                            request.POST(BodyPublishers.ofString(body)).build(),
                            BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// As it goes into UTF-8, where half a pair is a question mark.
    private static String written(Object text) {
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String hex(String text) {
        return HmacSignatures.hex(SECRET, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Half a pair is in JSON only as an escape.
    private static String escaped(@Nullable Object value) {
        return Json.text(value).replace(HALF, "a\\ud83d");
    }
}
