package handcar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.app.ChannelModule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The addresses of PostgreSQL and Redis: what is taken, what is refused, and that no part of a password is shown.
final class AddressSettingsTest {
    @TempDir Path folder;

    private Config read(Map<String, String> given) {
        Map<String, String> environment = new HashMap<>(given);
        environment.put("DATA_DIR", folder.toString());
        return Config.read(environment, ChannelModule.variables());
    }

    private List<String> mistakes(Map<String, String> given) {
        return assertThrows(ConfigException.class, () -> read(given)).mistakes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3232235777",
                "1.2.3",
                "10.1/16",
                "203.0.113.05",
                "0x7f.0.0.1",
                "fe80::1%eth0",
                "10.0.0.0/",
                "10.0.0.0/08",
                "10.0.0.0/33",
                "proxy"
            })
    void aProxysAddressIsWrittenInFull(String entry) {
        assertEquals(
                List.of(
                        "TRUSTED_PROXIES must list addresses such as 10.0.0.5, blocks such as"
                                + " 10.0.0.0/8, or private, not \""
                                + entry
                                + "\"."),
                mistakes(Map.of("TRUSTED_PROXIES", "10.0.0.5 " + entry)));
    }

    /// A password that is not written as a URI asks for is not taken for a host or a database.
    @Test
    void aPasswordThatBreaksTheAddressIsNeverShown() {
        for (String address :
                List.of(
                        "postgres://me:hun/ter2@db/shop",
                        "postgres://me:hun?ter2@db/shop",
                        "postgresql://me:hunter2/@db:5432/shop",
                        "postgres://me:99999?hun2@db/shop",
                        "postgres://me:123?hunter2@db/shop",
                        "postgres://me:123?hunter=2@db/shop",
                        "postgres://me:123?sslmode=hunter2@db/shop",
                        "postgres://me:p@hun?w=ter2@db/shop",
                        "postgres://me:p@hun/2?w=ter2@db/shop",
                        "postgres://me:12/hun?w=ter2@db/shop",
                        "postgres://me:pw@db/shop?sslmode=hunter2",
                        "jdbc:postgresql://me:123?hun=ter2@db/shop",
                        "jdbc:postgresql://me:hun?ter2@db/shop",
                        "jdbc:postgresql://me:123/hunter2@db/shop",
                        "jdbc:postgresql://me:hunter2@db/shop")) {
            List<String> mistakes = mistakes(Map.of("DATABASE_URL", address));
            assertEquals(1, mistakes.size(), address);
            assertFalse(mistakes.toString().contains("hun"), mistakes.toString());
        }
        for (String address :
                List.of(
                        "postgres://me:hun%2Fter2@a:5432,[::1]:5433/shop?targetServerType=primary",
                        "postgres://db",
                        "jdbc:postgresql://a,b:5433/shop?user=me&password=p@ss",
                        "jdbc:postgresql:///shop?sslrootcert=/etc/ssl/root.crt",
                        "postgres://me@server:pw@db:65535?user=you",
                        "postgres://db:5432/shop?user=me@server&password=p@ss",
                        "postgres://me:pw@db:5432/shop?application_name=a@b",
                        "jdbc:postgresql:shop")) {
            assertTrue(read(Map.of("DATABASE_URL", address)).print().contains("DATABASE_URL=•"));
        }
    }

    @Test
    void aPortBeyondTheLastIsRefused() {
        assertTrue(
                read(Map.of("REDIS_URL", "redis://cache:65535/1")).print().contains("REDIS_URL=•"));
        assertEquals(1, mistakes(Map.of("REDIS_URL", "redis://cache:65536")).size());
    }

    @Test
    void aRedisPasswordThatBreaksTheAddressIsNeverShown() {
        assertTrue(
                read(Map.of("REDIS_URL", "redis://me:hun%25ter2@c"))
                        .print()
                        .contains("REDIS_URL=•"));
        for (String password : List.of("hun%ter2", "hun^ter2", "hun?ter2", "123?hun", "hun/ter2")) {
            List<String> mistakes =
                    mistakes(Map.of("REDIS_URL", "redis://me:" + password + "@cache"));
            assertEquals(1, mistakes.size(), password);
            assertFalse(mistakes.toString().contains("hun"), mistakes.toString());
        }
    }
}
