package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "http://evolution_api:8080/v1, evolution_api:8080",
        "http://evolution_api, evolution_api:80",
        "https://My_Host/x?y=z, my_host:443",
        "https://api.example.com, api.example.com:443",
        "https://api.example.com:8443/, api.example.com:8443",
        "http://192.168.0.7:1234, 192.168.0.7:1234",
        "http://[::1]:9, [::1]:9",
        "http://[FD00::2], [fd00::2]:80",
        "http://user:word@my_host:1, my_host:1",
    })
    void theServerOfAnAddress(String address, String server) {
        assertEquals(server, HostPort.of(URI.create(address)).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:x", "https:///path", "mailto:ada@shop.example", "/path"})
    void anAddressWithoutOne(String address) {
        assertEquals(Optional.empty(), HostPort.of(URI.create(address)));
        assertEquals("", HostPort.host(URI.create(address)));
    }

    /// The client asks the server that the address names, whatever the name looks like.
    @ParameterizedTest
    @CsvSource({"http://evolution_api:8080/v1, evolution_api, 8080", "http://a.b:1/, a.b, 1"})
    void theClientTakesTheSameHost(String address, String host, int port) {
        var request = new org.apache.hc.client5.http.classic.methods.HttpGet(URI.create(address));
        assertEquals(host, request.getAuthority().getHostName());
        assertEquals(port, request.getAuthority().getPort());
    }
}
