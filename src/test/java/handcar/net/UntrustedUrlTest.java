package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.net.RejectedUrlException.Why;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UntrustedUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.0.0.1./",
                "http://127.255.255.254:8080/x",
                "http://0.0.0.0/",
                "http://0.1.2.3/",
                "http://10.0.0.1/",
                "http://100.64.0.1/",
                "http://100.127.255.255/",
                "http://169.254.169.254/latest/meta-data/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://192.0.0.8/",
                "http://192.0.2.1/",
                "http://198.18.0.1/",
                "http://198.19.255.255/",
                "http://198.51.100.7/",
                "http://203.0.113.7/",
                "http://224.0.0.1/",
                "http://239.255.255.255/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://192.88.99.1/",
                "http://[::]/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://[::127.0.0.1]/",
                "http://[::7f00:1]/",
                "http://[::ffff:0:127.0.0.1]/",
                "http://[64:ff9b::127.0.0.1]/",
                "http://[64:ff9b::a00:1]/",
                "http://[64:ff9b:1::1]/",
                "http://[100::1]/",
                "http://[2001::1]/",
                "http://[2001:0:7f00:1::]/",
                "http://[2001:2::1]/",
                "http://[2001:db8::1]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:808:808::]/",
                "http://[3fff::1]/",
                "http://[5f00::1]/",
                "http://[fc00::1]/",
                "http://[fd12:3456:789a::1]/",
                "http://[fe80::1]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://localhost/",
                "http://LOCALHOST:8080/",
                "http://localhost./",
                "http://a.localhost/",
                "http://printer.local/",
                "http://metadata.google.internal/",
                "http://db.railway.internal/",
                "http://router.lan/",
                "http://intranet/",
                "http://server:8080/",
                "http://①②⑦.⓪.⓪.①/",
                "http://127。0。0。1/",
                "http://１２７.０.０.１/",
            })
    void whatIsNotPublicIsRefused(String url) {
        assertEquals(Why.PRIVATE, why(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://017700000001/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://0/",
                "http://00000000.0.0.1/",
                "http://127.0.0.01/",
                "http://127.0.0.0x1/",
                "http://256.1.1.1/",
                "http://1.2.3.4.5/",
                "http://example.123/",
                "http://127.0.0.1%2f.example.com/",
                "http://%31%32%37.0.0.1/",
                "http://ex%61mple.com/",
                "http://[::1%25lo]/",
                "http://[fe80::1%eth0]/",
                "http://[::1/",
                "http://[127.0.0.1]/",
                "http://[zz::1]/",
                "http:///path",
                "http://.example.com/",
                "http://example..com/",
                "http://-a.example/",
                "http://a..b.example/",
            })
    void oddSpellingsOfAHostAreRefused(String url) {
        assertEquals(Why.HOST, why(url));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/, SCHEME",
        "file:///etc/passwd, SCHEME",
        "gopher://example.com/, SCHEME",
        "jar:http://example.com!/x, MALFORMED",
        "javascript:alert(1), MALFORMED",
        "//example.com/, MALFORMED",
        "example.com, MALFORMED",
        "'', MALFORMED",
        "http:/example.com/, MALFORMED",
        "http://user@example.com/, CREDENTIALS",
        "http://user:secret@example.com/, CREDENTIALS",
        "http://example.com@127.0.0.1/, CREDENTIALS",
        "http://127.0.0.1\\@example.com/, MALFORMED",
        "http://example.com:0/, PORT",
        "http://example.com:22/, PORT",
        "http://example.com:25/, PORT",
        "http://example.com:6379/, PORT",
        "http://example.com:65536/, PORT",
        "http://example.com:99999999999/, PORT",
        "http://example.com:-1/, PORT",
        "http://example.com:80a/, PORT",
    })
    void everythingElseHasItsReason(String url, Why why) {
        assertEquals(why, why(url));
    }

    @Test
    void controlCharactersAndEndlessAddressesAreRefused() {
        assertEquals(Why.MALFORMED, why("http://example.com/\r\nHost: other"));
        assertEquals(Why.MALFORMED, why("http://example.com/\u0000"));
        assertEquals(Why.MALFORMED, why("http://example.com/" + "a".repeat(2_048)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com/",
        "  HTTPS://Example.COM/a?b=c#d , https://example.com/a?b=c",
        "http://example.com:80/, http://example.com/",
        "https://example.com:443/, https://example.com/",
        "https://example.com:8443/x, https://example.com:8443/x",
        "https://example.com?q=1, https://example.com/?q=1",
        "http://example.com./a, http://example.com/a",
        "https://bücher.example/ä b, MALFORMED",
        "https://bücher.example/ä, https://xn--bcher-kva.example/%C3%A4",
        "https://пример.рф/, https://xn--e1afmkfd.xn--p1ai/",
        "http://8.8.8.8/, http://8.8.8.8/",
        "http://[2606:4700::1111]/, http://[2606:4700::1111]/",
        "http://[64:ff9b::8.8.8.8]/, http://[64:ff9b::8.8.8.8]/",
        "http://[::ffff:8.8.8.8]/, http://[::ffff:8.8.8.8]/",
        "https://example.com/a{b}|c, https://example.com/a%7Bb%7D%7Cc",
        "https://my_shop.example.com/, https://my_shop.example.com/",
    })
    void plainAddressesAreTakenAndPutInOneSpelling(String typed, String expected) {
        if (expected.equals("MALFORMED")) {
            assertEquals(Why.MALFORMED, why(typed));
        } else {
            assertEquals(expected, UntrustedUrl.parse(typed).uri().toString());
        }
    }

    @Test
    void aReferenceIsResolvedAndCheckedAgain() {
        UntrustedUrl page = UntrustedUrl.parse("https://example.com/a/b");
        assertEquals("https://example.com/a/c?d", page.resolve("c?d").uri().toString());
        assertEquals("https://other.example/", page.resolve("//other.example").uri().toString());
        assertEquals(
                Why.PRIVATE,
                assertThrows(RejectedUrlException.class, () -> page.resolve("http://10.0.0.1/"))
                        .why());
        assertEquals(
                Why.SCHEME,
                assertThrows(RejectedUrlException.class, () -> page.resolve("file:///etc/passwd"))
                        .why());
    }

    private static Why why(String url) {
        return assertThrows(RejectedUrlException.class, () -> UntrustedUrl.parse(url), url).why();
    }

    /// A host with a port is trusted with that port; a host alone with all of them.
    @Test
    void aListedHostIsTrustedWithItsPort() {
        TrustedHosts listed =
                new TrustedHosts(
                        Set.of("10.0.0.5:8080", "[fd00::7]:9000", "box.example.com:8080", "nas"),
                        Set.of(),
                        Set.of());
        for (String url :
                List.of(
                        "http://10.0.0.5:8080/",
                        "http://[fd00::7]:9000/",
                        "https://box.example.com:8080/",
                        "http://nas/",
                        "http://nas:5000/")) {
            assertEquals(url, UntrustedUrl.parse(url, listed).uri().toString());
            assertTrue(listed.isListed(URI.create(url)), url);
        }
        for (String url :
                List.of(
                        "http://10.0.0.5/",
                        "http://10.0.0.5:5432/",
                        "http://[fd00::7]/",
                        "https://box.example.com/",
                        "https://box.example.com:5432/")) {
            RejectedUrlException refused =
                    assertThrows(RejectedUrlException.class, () -> UntrustedUrl.parse(url, listed));
            assertEquals(RejectedUrlException.Why.PRIVATE, refused.why(), url);
            assertTrue(refused.fault().contains("PRIVATE_HOSTS"));
        }
        assertTrue(
                Stream.of("10.0.0.5", "fd00::7", "box.example.com", "nas")
                        .map(IpRange::canonical)
                        .allMatch(listed.names()::contains),
                listed.names().toString());
    }
}
