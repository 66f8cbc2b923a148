package handcar.channel.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.app.ChannelModule;
import handcar.channel.ChannelAccount;
import handcar.channel.MediaLocation;
import handcar.channel.MediaReference;
import handcar.channel.SenderContext;
import handcar.channel.TestAccount;
import handcar.config.EnvironmentValues;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.media.MediaLimits;
import handcar.media.MediaStore;
import handcar.media.StoredBytes;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.net.HttpClientSettings.BreakerRule;
import handcar.time.RetrySchedule;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The channels whose events name a file by its URL, against a stand-in of the provider and of another host.
final class MediaAddressesTest {
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2};
    private static final String LOGIN = "Basic QUMxOnRva2Vu";
    private static Database db;
    private static MediaStore store;

    private final FakeServer provider = new FakeServer(file());
    private final FakeServer other = new FakeServer(file());
    private final HttpClient strict = client(AddressGuard.publicOnly());

    /// For which `cdn.example` is on the public internet.
    private final HttpClient lenient =
            client(
                    new AddressGuard(
                            _ -> new InetAddress[] {InetAddress.getLoopbackAddress()}, _ -> true));

    @BeforeAll
    static void open() {
        db = TestDatabase.migrated();
        store = new MediaStore(db, MediaLimits.of(1, 90));
    }

    @AfterAll
    static void closeAll() {
        db.close();
    }

    @AfterEach
    void close() {
        strict.close();
        lenient.close();
        other.close();
        provider.close();
    }

    private static HttpClient client(AddressGuard visits) {
        return new HttpClient(
                HttpClientSettings.defaults()
                        .with(RetrySchedule.NONE)
                        .with(new BreakerRule(1_000, Duration.ofSeconds(1))),
                visits,
                CallMetrics.none());
    }

    private static FakeReply file() {
        return (_, wire) -> wire.answer(200, "image/jpeg", Map.of(), JPEG);
    }

    private MediaDownload.Outcome fetched(String channel, String url, HttpClient client) {
        ChannelAccount account =
                TestAccount.of(
                        channel,
                        "3",
                        Map.of(ChannelAccount.BASE_URL, provider.baseUrl(), "account_sid", "AC1"),
                        Map.of(
                                "access_token",
                                "token",
                                "api_token",
                                "token",
                                ChannelAccount.WEBHOOK_SECRET,
                                "token"));
        SenderContext context =
                new SenderContext(
                        new EnvironmentValues(Map.of()),
                        client,
                        AddressGuard.publicOnly(),
                        Optional.empty());
        MediaLocation location =
                ChannelModule.providers().stream()
                        .filter(each -> each.kind().equals(channel))
                        .findFirst()
                        .flatMap(each -> each.media(context))
                        .orElseThrow()
                        .locate(
                                account,
                                new MediaReference(channel, "3", Optional.empty(), "m1", url),
                                store.limits());
        return new MediaDownload(client, store).of(location, Optional.empty());
    }

    private MediaDownload.Outcome fetched(String channel) {
        return fetched(channel, provider.baseUrl() + "/files/1", strict);
    }

    @ParameterizedTest
    @CsvSource({"twilio," + LOGIN, "instagram,''", "chatwoot,''"})
    void aFileIsFetchedWithTheCredentialThatItsProviderAsksFor(String channel, String credential) {
        StoredBytes bytes = assertInstanceOf(MediaDownload.Fetched.class, fetched(channel)).bytes();
        assertEquals(JPEG.length, bytes.size());
        assertEquals("image/jpeg", bytes.type().mimeType());
        assertEquals(credential, provider.lastRequest().header("authorization"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"twilio", "instagram", "chatwoot"})
    void anotherHostGetsNoCredential(String channel) {
        String url = "http://cdn.example:" + other.port() + "/files/1";
        assertInstanceOf(MediaDownload.Fetched.class, fetched(channel, url, lenient));
        assertNothingTold(other.lastRequest());
        assertEquals(0, provider.requests().size());
    }

    private static void assertNothingTold(FakeRequest request) {
        assertEquals("", request.header("authorization"));
        assertEquals("", request.header("api_access_token"));
        assertTrue(!request.path().contains("token"), request.path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"twilio", "instagram", "chatwoot"})
    void aRedirectToAnotherHostIsFollowedWithoutTheCredential(String channel) {
        String elsewhere = "http://cdn.example:" + other.port() + "/files/1";
        provider.then(FakeReply.redirect(307, elsewhere));
        MediaDownload.Outcome outcome = fetched(channel, provider.baseUrl() + "/files/1", lenient);
        assertInstanceOf(MediaDownload.Fetched.class, outcome);
        assertNothingTold(other.lastRequest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"twilio", "instagram", "chatwoot"})
    void ourOwnNetworkIsReachedByNoUrlAndNoRedirect(String channel) {
        List<String> inside =
                List.of(
                        other.baseUrl() + "/secret",
                        "http://localhost:" + other.port() + "/",
                        "http://169.254.169.254/latest/meta-data",
                        "http://[::1]:" + other.port() + "/",
                        "http://2130706433:" + other.port() + "/",
                        "http://user:password@cdn.example/",
                        "file:///etc/passwd",
                        "gopher://127.0.0.1:1/",
                        "no address at all");
        for (String url : inside) {
            assertInstanceOf(MediaDownload.Missing.class, fetched(channel, url, strict), url);
            provider.then(FakeReply.redirect(302, url));
            assertInstanceOf(MediaDownload.Missing.class, fetched(channel), "redirect to " + url);
        }
        provider.then(FakeReply.redirect(302, "/next"), FakeReply.redirect(302, "/next"));
        provider.then(FakeReply.redirect(302, "/next"), FakeReply.redirect(302, "/next"));
        assertInstanceOf(MediaDownload.Missing.class, fetched(channel), "a circle");
        assertEquals(0, other.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"twilio", "instagram", "chatwoot"})
    void failuresThatPassAreTriedLater(String channel) {
        for (FakeReply failure :
                List.of(
                        FakeReply.json(500, Map.of()),
                        FakeReply.json(503, Map.of()),
                        FakeReply.json(429, Map.of("Retry-After", "7"), Map.of()))) {
            provider.usual(failure);
            assertInstanceOf(MediaDownload.Delayed.class, fetched(channel));
        }
        for (int status : List.of(401, 403, 404, 410)) {
            provider.usual(FakeReply.json(status, Map.of()));
            assertInstanceOf(MediaDownload.Missing.class, fetched(channel), "" + status);
        }
        byte[] large = new byte[1024 * 1024 + 1];
        provider.usual((_, wire) -> wire.answer(200, "image/jpeg", Map.of(), large));
        assertInstanceOf(MediaDownload.Oversized.class, fetched(channel));
    }
}
