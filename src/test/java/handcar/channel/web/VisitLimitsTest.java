package handcar.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.text.Sha256;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many conversations strangers begin, on two servers with one database behind a trusted proxy.
class VisitLimitsTest {
    private static final String CHATS = "/api/v1/chat/conversations";
    private static final int A_DAY = 6;
    private static final int FREE = 4;

    private static TestServer shop;
    private static TestServer other;
    private static TestServer busy;

    @BeforeAll
    static void open() {
        shop = new TestServer(settings(0));
        other = shop.beside(settings(0));
        busy = shop.beside(settings(FREE));
    }

    private static Map<String, String> settings(int free) {
        return Map.of(
                "TRUSTED_PROXIES", "127.0.0.1",
                "CONVERSATIONS_PER_ADDRESS_PER_DAY", Integer.toString(A_DAY),
                "CONVERSATIONS_PER_NETWORK_PER_MINUTE", Integer.toString(free));
    }

    @AfterAll
    static void close() {
        busy.close();
        other.close();
        shop.close();
    }

    private static Said begin(TestServer server, String address, Map<String, ?> body) {
        return server.caller.knock(CHATS, Json.text(body), Map.of("X-Forwarded-For", address));
    }

    private static Said begin(TestServer server, String address) {
        return begin(server, address, Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, 203.0.113.8",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, 2001:db8:1:3::1"
    })
    void anAddressBeginsSoManyADayOnAllServersTogether(String one, String same, String another) {
        for (int i = 0; i < A_DAY; i++) {
            assertEquals(201, begin(i % 2 == 0 ? shop : other, i % 3 == 0 ? one : same).status());
        }
        Said refused = begin(other, same);
        assertEquals(429, refused.status());
        assertEquals("too_many_conversations", refused.code());
        long wait = details(refused).number("retry_after_seconds").orElseThrow();
        assertTrue(wait > 0 && wait <= 86_400, "until midnight: " + wait);
        assertEquals(201, begin(shop, another).status(), "others are not affected");
    }

    @Test
    void whatIsRefusedCountsForNothing() {
        for (int i = 0; i < 3 * A_DAY; i++) {
            assertEquals(404, begin(shop, "203.0.113.20", Map.of("agent", "nobody")).status());
            assertEquals(
                    422,
                    begin(shop, "203.0.113.20", Map.of("visitor", Map.of("email", "x y")))
                            .status());
        }
        assertEquals(201, begin(shop, "203.0.113.20").status());
    }

    @Test
    void aDayThatIsOverIsForgottenAndRemoved() {
        for (int i = 0; i < A_DAY; i++) {
            begin(shop, "203.0.113.30");
        }
        assertEquals(429, begin(shop, "203.0.113.30").status());
        shop.update("UPDATE address_days SET day = day - 2");
        assertEquals(201, begin(shop, "203.0.113.30").status());
        assertEquals(1, rows("SELECT count(*) FROM address_days"));
    }

    @Test
    void aProgramWithAKeyActsForManyVisitors() {
        String key =
                shop.caller
                        .post(
                                "/api/v1/api-keys",
                                Map.of("name", "site", "scopes", List.of("chat")),
                                TestClient.ADMIN)
                        .body()
                        .text("key")
                        .orElseThrow();
        for (int i = 0; i < A_DAY + 2; i++) {
            assertEquals(201, shop.caller.post(CHATS, Map.of(), key).status());
        }
    }

    @Test
    void aBurstFromOneNetworkCostsAMomentOfWorkEach() {
        Said asked = burst("198.51.100.");
        Map<String, Object> work = solved(details(asked));
        assertEquals(201, begin(busy, "198.51.100.77", Map.of("work", work)).status());
        assertEquals(
                429,
                begin(busy, "198.51.100.78", Map.of("work", work)).status(),
                "work counts once");
        assertEquals(201, begin(busy, "198.51.200.1").status(), "another network is free");
    }

    @Test
    void workIsForOneNetworkAndCannotBeMadeUp() {
        Map<String, Object> work = solved(details(burst("192.0.2.")));
        burst("198.18.5.");
        assertEquals("work_required", begin(busy, "198.18.5.99", Map.of("work", work)).code());
        for (String challenge : List.of("x", "AAAA.BBBB", "....", "é", "AAAAAAAAAAAAAAAA.")) {
            Said said =
                    begin(
                            busy,
                            "198.18.5.99",
                            Map.of("work", Map.of("challenge", challenge, "answer", "1")));
            assertEquals("work_required", said.code(), challenge);
        }
        assertEquals(422, begin(busy, "198.18.5.99", Map.of("work", Map.of())).status());
    }

    private static Said burst(String network) {
        for (int i = 0; i < FREE; i++) {
            assertEquals(201, begin(busy, network + (i + 1)).status());
        }
        Said asked = begin(busy, network + 50);
        assertEquals(429, asked.status());
        assertEquals("work_required", asked.code());
        return asked;
    }

    private static JsonView details(Said said) {
        return said.body().at("error").at("details");
    }

    /// As a script does it.
    private static Map<String, Object> solved(JsonView details) {
        String challenge = details.text("challenge").orElseThrow();
        long bits = details.number("bits").orElseThrow();
        for (long answer = 0; ; answer++) {
            int head = ByteBuffer.wrap(Sha256.of(challenge + ":" + answer)).getInt();
            if (Integer.numberOfLeadingZeros(head) >= bits) {
                return Map.of("challenge", challenge, "answer", Long.toString(answer));
            }
        }
    }

    private static long rows(String sql) {
        return shop.count(sql);
    }
}
