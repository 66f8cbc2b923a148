package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.net.Outcome.Lost;
import handcar.net.Outcome.NotSent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Where URLs that people typed may lead.
final class VisitTest {
    private final FakeServer server = new FakeServer(Reply.json(200, Map.of("fine", true)));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aVisitNeverLeavesThePublicInternet() {
        TypedUrl url = TypedUrl.parse("http://public.example:" + server.port() + "/");
        try (Outgoing visitor = visitor(host -> addresses("127.0.0.1"), false)) {
            var outcome = assertInstanceOf(NotSent.class, visitor.call(Call.visit("test", url)));
            assertEquals(Reason.REFUSED_URL, outcome.reason());
        }
        try (Outgoing visitor = visitor(host -> addresses("8.8.8.8", "10.0.0.1"), false)) {
            assertInstanceOf(NotSent.class, visitor.call(Call.visit("test", url)));
        }
        assertEquals(List.of(), server.requests());
    }

    @Test
    void aNameIsResolvedOnceAndTheConnectionGoesToWhatWasResolved() {
        List<String> asked = new CopyOnWriteArrayList<>();
        Guard.Names rebinding =
                host -> {
                    asked.add(host);
                    return addresses(asked.size() == 1 ? "127.0.0.1" : "169.254.169.254");
                };
        TypedUrl url = TypedUrl.parse("http://public.example:" + server.port() + "/");
        try (Outgoing visitor = visitor(rebinding, true)) {
            assertEquals(200, visitor.call(Call.visit("test", url)).orThrow().status());
        }
        assertEquals(List.of("public.example"), asked);
        assertEquals("public.example:" + server.port(), server.lastRequest().header("host"));
    }

    @Test
    void redirectsAreFollowedAndEachIsChecked() {
        TypedUrl url = TypedUrl.parse("http://public.example:" + server.port() + "/a");
        try (Outgoing visitor = visitor(_ -> addresses("127.0.0.1"), true)) {
            server.then(Reply.redirect(301, "b"), Reply.redirect(308, "/c"));
            Answer answer = visitor.call(Call.visit("test", url)).orThrow();
            assertEquals("/c", answer.from().getPath());

            for (String inside :
                    List.of("http://10.0.0.1/", "file:///etc/passwd", "http://[::1]/")) {
                server.then(Reply.redirect(302, inside));
                var outcome = assertInstanceOf(Lost.class, visitor.call(Call.visit("test", url)));
                assertEquals(Reason.REFUSED_URL, outcome.reason());
            }

            server.usual(Reply.redirect(302, "/again"));
            int before = server.requests().size();
            assertInstanceOf(Lost.class, visitor.call(Call.visit("test", url)));
            assertEquals(before + 6, server.requests().size());
        }
    }

    @Test
    void aKeyDoesNotFollowARedirectToAnotherHost() {
        TypedUrl url = TypedUrl.parse("http://one.example:" + server.port() + "/");
        try (Outgoing visitor = visitor(_ -> addresses("127.0.0.1"), true)) {
            server.then(
                    Reply.redirect(307, "/same"),
                    Reply.redirect(307, "http://two.example:" + server.port() + "/"));
            Call call = Call.visit("test", url).header("X-Key", "k").header("Accept", "text/html");
            visitor.call(call).orThrow();
        }
        List<String> keys = server.requests().stream().map(it -> it.header("x-key")).toList();
        assertEquals(List.of("k", "k", ""), keys);
        assertEquals("text/html", server.lastRequest().header("accept"));
    }

    private static Outgoing visitor(Guard.Names names, boolean loopbackToo) {
        Guard guard =
                new Guard(
                        names,
                        address ->
                                Addresses.isPublic(address)
                                        || (loopbackToo && address.isLoopbackAddress()));
        return new Outgoing(NetSettings.defaults(), guard, CallMeter.none());
    }

    private static InetAddress[] addresses(String... literals) {
        return java.util.Arrays.stream(literals)
                .map(InetAddress::ofLiteral)
                .toArray(InetAddress[]::new);
    }
}
