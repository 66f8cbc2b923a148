package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.net.CallResult.Lost;
import handcar.net.CallResult.NotSent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where URLs that people typed may lead.
final class AddressGuardTest {
    private final FakeServer server = new FakeServer(FakeReply.json(200, Map.of("fine", true)));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aVisitNeverLeavesThePublicInternet() {
        UntrustedUrl url = UntrustedUrl.parse("http://public.example:" + server.port() + "/");
        try (HttpClient visitor = visitor(host -> addresses("127.0.0.1"), false)) {
            var outcome = assertInstanceOf(NotSent.class, visitor.call(Request.visit("test", url)));
            assertEquals(FailureReason.REFUSED_URL, outcome.reason());
        }
        try (HttpClient visitor = visitor(host -> addresses("8.8.8.8", "10.0.0.1"), false)) {
            assertInstanceOf(NotSent.class, visitor.call(Request.visit("test", url)));
        }
        assertEquals(List.of(), server.requests());
    }

    @Test
    void aNameIsResolvedOnceAndTheConnectionGoesToWhatWasResolved() {
        List<String> asked = new CopyOnWriteArrayList<>();
        AddressGuard.Names rebinding =
                host -> {
                    asked.add(host);
                    return addresses(asked.size() == 1 ? "127.0.0.1" : "169.254.169.254");
                };
        UntrustedUrl url = UntrustedUrl.parse("http://public.example:" + server.port() + "/");
        try (HttpClient visitor = visitor(rebinding, true)) {
            assertEquals(200, visitor.call(Request.visit("test", url)).orThrow().status());
        }
        assertEquals(List.of("public.example"), asked);
        assertEquals("public.example:" + server.port(), server.lastRequest().header("host"));
    }

    @Test
    void anAddressThatIsWrittenOutIsNotLookedUp() throws UnknownHostException {
        AddressGuard guard =
                new AddressGuard(
                        host -> {
                            throw new UnknownHostException("the name server was asked for " + host);
                        },
                        PublicAddresses::isPublic);
        assertEquals("8.8.8.8", guard.resolve("8.8.8.8")[0].getHostAddress());
        assertEquals(1, guard.resolve("2001:4860:4860::8888").length);
        assertThrows(AddressGuard.Refused.class, () -> guard.resolve("127.0.0.1"));
        assertThrows(AddressGuard.Refused.class, () -> guard.resolve("::1"));
        assertThrows(AddressGuard.Refused.class, () -> guard.resolve("[::1]"));
        assertThrows(UnknownHostException.class, () -> guard.resolve("shop.example"));
    }

    @Test
    void redirectsAreFollowedAndEachIsChecked() {
        UntrustedUrl url = UntrustedUrl.parse("http://public.example:" + server.port() + "/a");
        try (HttpClient visitor = visitor(_ -> addresses("127.0.0.1"), true)) {
            server.then(FakeReply.redirect(301, "b"), FakeReply.redirect(308, "/c"));
            Response answer = visitor.call(Request.visit("test", url)).orThrow();
            assertEquals("/c", answer.from().getPath());

            for (String inside :
                    List.of("http://10.0.0.1/", "file:///etc/passwd", "http://[::1]/")) {
                server.then(FakeReply.redirect(302, inside));
                var outcome =
                        assertInstanceOf(Lost.class, visitor.call(Request.visit("test", url)));
                assertEquals(FailureReason.REFUSED_URL, outcome.reason());
            }

            server.usual(FakeReply.redirect(302, "/again"));
            int before = server.requests().size();
            assertInstanceOf(Lost.class, visitor.call(Request.visit("test", url)));
            assertEquals(before + 6, server.requests().size());
        }
    }

    @Test
    void aKeyDoesNotFollowARedirectToAnotherHost() {
        UntrustedUrl url = UntrustedUrl.parse("http://one.example:" + server.port() + "/");
        try (HttpClient visitor = visitor(_ -> addresses("127.0.0.1"), true)) {
            server.then(
                    FakeReply.redirect(307, "/same"),
                    FakeReply.redirect(307, "http://two.example:" + server.port() + "/"));
            Request call =
                    Request.visit("test", url).header("X-Key", "k").header("Accept", "text/html");
            visitor.call(call).orThrow();
        }
        List<String> keys = server.requests().stream().map(it -> it.header("x-key")).toList();
        assertEquals(List.of("k", "k", ""), keys);
        assertEquals("text/html", server.lastRequest().header("accept"));
    }

    private static HttpClient visitor(AddressGuard.Names names, boolean loopbackToo) {
        AddressGuard guard =
                new AddressGuard(
                        names,
                        address ->
                                PublicAddresses.isPublic(address)
                                        || (loopbackToo && address.isLoopbackAddress()));
        return new HttpClient(HttpClientSettings.defaults(), guard, CallMetrics.none());
    }

    private static InetAddress[] addresses(String... literals) {
        return java.util.Arrays.stream(literals)
                .map(InetAddress::ofLiteral)
                .toArray(InetAddress[]::new);
    }
}
