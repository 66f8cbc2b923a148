package handcar.llm.proxy;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeOpenAi;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A whole server in front of fakes of both providers, and a program with a key for it.
public final class GatewayFixture implements AutoCloseable {
    public static final String CHAT = "/v1/chat/completions";

    public final FakeOpenAi openAi = new FakeOpenAi();
    public final FakeAnthropic anthropic = new FakeAnthropic();
    final HttpClient client = HttpClient.newHttpClient();
    final TestServer shop;
    public final String key;

    /// @param settings on top of the usual ones; an empty one takes a usual one away
    public GatewayFixture(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put("OPENAI_API_KEY", "sk-test-openai");
        all.put("OPENAI_BASE_URL", openAi.baseUrl());
        all.put("ANTHROPIC_BASE_URL", anthropic.baseUrl());
        all.putAll(settings);
        all.values().removeIf(String::isEmpty);
        shop = new TestServer(all);
        key = key(Map.of());
    }

    /// OpenAI alone.
    GatewayFixture() {
        this(Map.of());
    }

    /// A new key for the gateway.
    public String key(Map<String, ?> more) {
        return made(more).text("key").orElseThrow();
    }

    JsonView made(Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("name", "a program");
        body.putIfAbsent("scopes", List.of("gateway"));
        TestClient.Said said = shop.caller.post("/api/v1/api-keys", body, TestClient.ADMIN);
        if (said.status() != 201) {
            throw new IllegalStateException(said.status() + " " + said.body().value());
        }
        return said.body();
    }

    public static Map<String, Object> question(String model) {
        return asking(model, Map.of());
    }

    /// A question with more fields.
    public static Map<String, Object> asking(String model, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("model", model);
        body.put("messages", List.of(Map.of("role", "user", "content", "What time is it?")));
        return body;
    }

    /// A whole answer.
    public Said chat(Map<String, ?> body, String... headers) {
        return post(CHAT, Json.text(body), key, headers);
    }

    public Said post(String path, String body, String token, String... headers) {
        return send(request(path, body, token, headers));
    }

    Said send(HttpRequest request) {
        try {
            return new Said(client.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest request(String path, String body, String token, String... headers) {
        return request(URI.create(shop.url() + path), body, token, headers);
    }

    HttpRequest request(URI url, String body, String token, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    /// An answer with its headers.
    public record Said(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonView body() {
            return new JsonView(Json.object(text()));
        }

        public JsonView error() {
            return body().at("error");
        }

        public String content() {
            return body().at("choices").at(0).at("message").text("content").orElse(text());
        }

        /// The chunks of a stream, without `[DONE]`.
        public List<JsonView> chunks() {
            List<JsonView> chunks = new ArrayList<>();
            for (String line : text().split("\n", -1)) {
                if (line.startsWith("data: {")) {
                    chunks.add(new JsonView(Json.object(line.substring(6))));
                }
            }
            return chunks;
        }

        /// The text of a stream.
        public String streamed() {
            StringBuilder text = new StringBuilder();
            for (JsonView chunk : chunks()) {
                text.append(chunk.at("choices").at(0).at("delta").text("content").orElse(""));
            }
            return text.toString();
        }

        public boolean isDone() {
            return text().endsWith("data: [DONE]\n\n");
        }
    }

    /// What a scraper reads.
    public String metrics() {
        try {
            URI url = URI.create(shop.url() + "/metrics");
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A column of the ledger's rows for programs, the newest first.
    public List<String> ledger(String column) {
        try (Connection connection = shop.db.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT "
                                        + column
                                        + " FROM model_calls WHERE api_key_id IS NOT NULL"
                                        + " ORDER BY at DESC")) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        shop.close();
        openAi.close();
        anthropic.close();
    }
}
