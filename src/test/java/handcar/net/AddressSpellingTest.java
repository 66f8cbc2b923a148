package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.TrustedProxies;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// However an address is written, in a setting or in a URL, it is the same address.
final class AddressSpellingTest {
    /// Each line: spellings of one address.
    private static final List<List<String>> SAME =
            List.of(
                    List.of(
                            "10.0.0.1",
                            "::ffff:10.0.0.1",
                            "::FFFF:a00:1",
                            "0:0:0:0:0:ffff:10.0.0.1",
                            "0000:0000:0000:0000:0000:FFFF:0A00:0001"),
                    List.of("::1", "0:0:0:0:0:0:0:1", "0::1", "::0001", "0:0::0:1"),
                    List.of("fd00::a", "FD00::A", "fd00:0:0:0:0:0:0:a", "FD00:0000::000A"));

    private static String url(String address, int port) {
        return "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    private static boolean isReachable(String address, TrustedHosts trusted) {
        try {
            URI uri = UntrustedUrl.parse(url(address, 8080) + "/", trusted).uri();
            AddressGuard guard = AddressGuard.publicAnd(trusted);
            return guard.resolve(HostPort.host(uri)).length == 1
                    && guard.resolve(HostPort.host(uri).replaceAll("[\\[\\]]", "")).length == 1
                    && trusted.isListed(uri);
        } catch (RejectedUrlException | UnknownHostException _) {
            return false;
        }
    }

    @Test
    void aPrivateHostIsListedInAnySpelling() {
        for (List<String> spellings : SAME) {
            for (String listed : spellings) {
                String bracketed = listed.contains(":") ? "[" + listed + "]" : listed;
                for (String typed : spellings) {
                    for (String entry : List.of(listed, bracketed, bracketed + ":8080")) {
                        assertTrue(isReachable(typed, TrustedHosts.of(entry)), entry + " " + typed);
                    }
                    assertFalse(
                            isReachable(typed, TrustedHosts.of(bracketed + ":8081")),
                            bracketed + " " + typed);
                    assertFalse(isReachable(typed, TrustedHosts.NONE), typed);
                    assertFalse(isReachable(typed, TrustedHosts.of("10.0.0.2", "::2")), typed);
                }
            }
        }
    }

    @Test
    void aProxyIsTrustedInAnySpelling() {
        for (List<String> spellings : SAME) {
            for (String listed : spellings) {
                for (String entry : List.of(listed, "[" + listed + "]")) {
                    TrustedProxies proxies = TrustedProxies.parse(entry, AddressSpellingTest::fail);
                    for (String peer : spellings) {
                        InetAddress address = IpRange.address(peer).orElseThrow();
                        assertTrue(proxies.contains(address), entry + " " + peer);
                    }
                    assertFalse(proxies.contains(IpRange.address("10.0.0.2").orElseThrow()));
                    assertFalse(proxies.contains(IpRange.address("::2").orElseThrow()));
                }
            }
        }
    }

    private static void fail(String entry) {
        throw new AssertionError(entry);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.9.9.9, 11.0.0.1",
        "::ffff:10.0.0.0/104, 10.9.9.9, 11.0.0.1",
        "::FFFF:A00:0/104, ::ffff:10.9.9.9, ::ffff:11.0.0.1",
        "::ffff:0:0/96, 8.8.8.8, ::1",
        "[fd00::]/8, FD12::1, fe80::1"
    })
    void aBlockHoldsWhatItSays(String block, String inside, String outside) {
        IpRange range = IpRange.parse(block).orElseThrow();
        assertTrue(range.contains(IpRange.address(inside).orElseThrow()));
        assertFalse(range.contains(IpRange.address(outside).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:10.0.0.0/95",
                "10.0.0.0/33",
                "10.0.0.0/104",
                "fe80::1%eth0",
                "[::1",
                "::1]",
                "1.2.3",
                "010.0.0.1"
            })
    void whatIsNoBlockIsToldApart(String text) {
        assertEquals(Optional.empty(), IpRange.parse(text));
    }

    /// Addresses that carry a private IPv4 one, and others that lead nowhere public.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:127.0.0.1",
                "::FFFF:7F00:1",
                "::ffff:a9fe:a9fe",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:FF9B::A00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::8.8.8.8",
                "2002:a00:1::",
                "2002:7f00:1::1",
                "2001:0:a00:1::1",
                "fe80::1",
                "FEC0::1",
                "fd00::1",
                "ff02::1",
                "::",
                "0:0:0:0:0:0:0:1"
            })
    void noSpellingOfAPrivateAddressIsPublic(String address) {
        assertThrows(
                RejectedUrlException.class, () -> UntrustedUrl.parse(url(address, 80)), address);
        AddressGuard guard = AddressGuard.publicOnly();
        assertThrows(UnknownHostException.class, () -> guard.resolve(address));
        assertThrows(UnknownHostException.class, () -> guard.resolve("[" + address + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fe80::1%eth0", "fe80::1%25eth0", "::1%1", "::ffff:8.8.8.8%lo"})
    void aZoneIsNoPartOfAnAddress(String address) {
        assertThrows(RejectedUrlException.class, () -> UntrustedUrl.parse(url(address, 80)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2001:4860:4860::8888", "8.8.8.8"})
    void aPublicAddressIsPublicInAnySpelling(String address) throws UnknownHostException {
        UntrustedUrl.parse(url(address, 80));
        assertEquals(1, AddressGuard.publicOnly().resolve(address).length);
    }
}
