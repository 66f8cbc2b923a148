package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.Config;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.WritableHeaders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static String caller(String settings, String peer, String name, String... values) {
        Map<String, String> env = new HashMap<>();
        for (String setting : settings.split(" ", -1)) {
            String[] parts = setting.split("=", 2);
            env.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return new ClientAddress(Config.read(env, List.of()).server().trustedProxies())
                .address(headers(name, values), peer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # settings                           | peer              | X-Forwarded-For                    | caller
                    X=                                   | 127.0.0.1         | 1.2.3.4                            | 127.0.0.1
                    TRUSTED_PROXIES=127.0.0.1,::1        | 127.0.0.1         | 1.2.3.4                            | 1.2.3.4
                    TRUSTED_PROXIES=127.0.0.1,::1        | 0:0:0:0:0:0:0:1   | 1.2.3.4                            | 1.2.3.4
                    TRUSTED_PROXIES=127.0.0.1,::1        | ::ffff:127.0.0.1  | 2001:db8::7                        | 2001:db8:0:0:0:0:0:7
                    TRUSTED_PROXIES=10.0.0.0/8           | 10.200.3.4        | 6.6.6.6, 1.2.3.4, 10.1.1.1         | 1.2.3.4
                    TRUSTED_PROXIES=10.0.0.0/8           | 9.9.9.9           | 6.6.6.6, 1.2.3.4                   | 9.9.9.9
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 10.0.0.1, 172.16.0.9               | 10.0.0.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 1.2.3.4, unknown                   | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | unknown, 10.0.0.7                  | 10.0.0.7
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 1.2.3.4:4711                       | 1.2.3.4
                    TRUSTED_PROXIES=private              | 192.168.1.1       | [2001:db8::7]:4711                 | 2001:db8:0:0:0:0:0:7
                    TRUSTED_PROXIES=private              | 192.168.1.1       | ' '                                | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 3232235777                         | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 1.2.3                              | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 203.0.113.05                       | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 203.0.113.256                      | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 203.0.113.7.                       | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 0x7f.0.0.1                         | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | fe80::1%eth0                       | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | ::ffff:203.0.113.05                | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | [2001:db8::7%1]:80                 | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 1.2.3:80                           | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | ٣.2.3.4                            | 192.168.1.1
                    TRUSTED_PROXIES=private              | 192.168.1.1       | ::ffff:203.0.113.5                 | 203.0.113.5
                    TRUSTED_PROXIES=private              | 192.168.1.1       | 255.249.199.0                      | 255.249.199.0
                    RAILWAY_PUBLIC_DOMAIN=a.example      | 100.64.0.2        | 1.2.3.4                            | 1.2.3.4
                    RAILWAY_PUBLIC_DOMAIN=a.example      | 9.9.9.9           | 1.2.3.4                            | 9.9.9.9
                    """)
    void onlyATrustedProxyIsBelievedAboutTheAddress(
            String settings, String peer, String forwarded, String caller) {
        assertEquals(caller, caller(settings, peer, "X-Forwarded-For", forwarded));
    }

    @Test
    void theCallersOwnForwardingHeadersStandLeftOfWhatTheProxyAdds() {
        assertEquals(
                "1.2.3.4",
                caller(
                        "TRUSTED_PROXIES=private",
                        "10.0.0.1",
                        "X-Forwarded-For",
                        "6.6.6.6, 7.7.7.7",
                        "1.2.3.4"));
        String endless = "1".repeat(1000);
        assertEquals(
                "10.0.0.1",
                caller("TRUSTED_PROXIES=private", "10.0.0.1", "X-Forwarded-For", endless));
    }

    @Test
    void onlyRailwaysEdgeIsBelievedAboutXRealIp() {
        assertEquals(
                "1.2.3.4", caller("RAILWAY_DEPLOYMENT_ID=1", "100.64.0.2", "X-Real-IP", "1.2.3.4"));
        assertEquals(
                "100.64.0.2",
                caller("RAILWAY_DEPLOYMENT_ID=1", "100.64.0.2", "X-Real-IP", "not an address"));
        assertEquals(
                "10.0.0.1", caller("TRUSTED_PROXIES=private", "10.0.0.1", "X-Real-IP", "1.2.3.4"));
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
