package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.WritableHeaders;

import org.junit.jupiter.api.Test;

final class RequestHeadersTest {
    private static Headers headers(String name, String... values) {
        return WritableHeaders.create().add(HeaderValues.create(HeaderNames.create(name), values));
    }

    @Test
    void aBearerTokenIsFoundInAnySpellingOfItsScheme() {
        assertEquals(
                Optional.of("abc"),
                RequestCredentials.bearer(headers("Authorization", "bearer  abc ")));
        for (String none : List.of("Basic abc", "Bearer", "Bearer ", "abc")) {
            assertEquals(
                    Optional.empty(),
                    RequestCredentials.bearer(headers("Authorization", none)),
                    none);
        }
    }

    @Test
    void aCookieIsFoundByItsWholeName() {
        Headers headers = headers("Cookie", "a=1; session=xyz; b=\"2\"", "late=3");
        assertEquals(Optional.of("xyz"), RequestCredentials.cookie(headers, "session"));
        assertEquals(Optional.of("3"), RequestCredentials.cookie(headers, "late"));
        assertEquals(Optional.empty(), RequestCredentials.cookie(headers, "sess"));
    }

    @Test
    void onlyTheHostsOwnProxyIsBelievedAboutTheAddress() {
        Headers forged = headers("X-Real-IP", "1.2.3.4");
        assertEquals("9.9.9.9", new ClientAddress(false).address(forged, "9.9.9.9"));
        assertEquals("1.2.3.4", new ClientAddress(true).address(forged, "9.9.9.9"));
        Headers endless = headers("X-Real-IP", "1".repeat(1000));
        assertEquals("9.9.9.9", new ClientAddress(true).address(endless, "9.9.9.9"));
    }

    @Test
    void allAddressesOfOneIpv6NetworkAreOneCaller() {
        String caller = ClientAddress.network("2001:db8:1:2::1");
        assertEquals(caller, ClientAddress.network("2001:db8:1:2:ffff:abcd:0:9"));
        assertNotEquals(caller, ClientAddress.network("2001:db8:1:3::1"));
        for (String alone : List.of("203.0.113.7", "unknown", "")) {
            assertEquals(alone, ClientAddress.network(alone));
        }
        assertEquals("203.0.113.7", ClientAddress.network("::ffff:203.0.113.7"));
    }

    @Test
    void browsersAreHeldToHttpsOnlyWhereThereIsSome() {
        ServerResponseHeaders plain = ServerResponseHeaders.create();
        new SecurityHeaders(false).set(plain);
        assertEquals(Optional.empty(), plain.value(HeaderNames.STRICT_TRANSPORT_SECURITY));
        ServerResponseHeaders secure = ServerResponseHeaders.create();
        new SecurityHeaders(true).set(secure);
        assertTrue(
                secure.value(HeaderNames.STRICT_TRANSPORT_SECURITY)
                        .orElse("")
                        .startsWith("max-age="));
    }

    @Test
    void gzipIsUnderstoodTheWayItIsAsked() {
        for (String yes : List.of("gzip", "br, GZIP;q=0.5", "*", "*;q=0.1, br")) {
            assertTrue(Gzip.accepts(yes), yes);
        }
        for (String no : List.of("", "br", "gzip;q=0", "*, gzip;q=0.0", "*;q=0", "gzipped")) {
            assertTrue(!Gzip.accepts(no), no);
        }
    }
}
