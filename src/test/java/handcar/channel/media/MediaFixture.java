package handcar.channel.media;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.testing.TestServer;

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

    @Override
    public void close() {
        shop.close();
        provider.close();
        model.close();
    }
}
