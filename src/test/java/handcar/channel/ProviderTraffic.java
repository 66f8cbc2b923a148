package handcar.channel;

import module java.base;

import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.testing.TestServer;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// What goes between a provider and a whole server: its webhooks in, our calls out.
public final class ProviderTraffic {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private ProviderTraffic() {}

    /// A webhook, byte by byte as the webhook has it.
    public static HttpResponse<String> post(TestServer shop, String path, WebhookRequest webhook)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(shop.url() + path))
                        .POST(BodyPublishers.ofByteArray(webhook.body()));
        for (Map.Entry<String, java.util.List<String>> header : webhook.headers().entrySet()) {
            header.getValue().forEach(value -> request.header(header.getKey(), value));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /// The first call the provider got whose path ends so.
    public static Optional<FakeRequest> called(FakeServer provider, String end) {
        return provider.requests().stream().filter(each -> each.path().endsWith(end)).findFirst();
    }
}
