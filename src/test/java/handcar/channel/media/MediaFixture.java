package handcar.channel.media;

import static handcar.testing.TestClient.ADMIN;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.json.JsonView;
import handcar.testing.TestServer;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A whole server, providers that keep a file, and a model that hears.
final class MediaFixture extends MediaTraffic implements AutoCloseable {
    final TestServer shop;

    MediaFixture(Map<String, String> settings) {
        this(settings, hearing(), new FakeMediaProvider());
    }

    private MediaFixture(
            Map<String, String> settings, FakeOpenAi model, FakeMediaProvider provider) {
        this(model, provider, open(settings(model, provider), settings));
    }

    private MediaFixture(FakeOpenAi model, FakeMediaProvider provider, TestServer shop) {
        super(model, provider, shop.caller);
        this.shop = shop;
    }

    private static TestServer open(Map<String, String> usual, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(usual);
        all.putAll(settings);
        all.values().removeIf(String::isEmpty);
        return new TestServer(all);
    }

    /// Gets a file as staff do.
    HttpResponse<byte[]> get(JsonView attachment, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(shop.url() + attachment.text("url").orElseThrow()))
                        .header("Authorization", "Bearer " + ADMIN);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        shop.close();
        provider.close();
        model.close();
    }
}
