package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordAlgorithmTest {
    /// Test vectors of Argon2's reference implementation, and one that earlier versions of the server wrote.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                "pbkdf2-sha256$4096$c2FsdA==$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o="
            })
    void knownHashesAreRecognised(String stored) {
        assertTrue(PasswordHasher.matches("password", stored, "192.0.2.1"));
        assertFalse(PasswordHasher.matches("passworD", stored, "192.0.2.1"));
        assertTrue(PasswordHasher.isOutdated(stored));
    }

    @Test
    void theStoredFormIsAPhcStringAndIsReadBack() {
        String stored = PasswordHasher.hash("plum-harvest-lantern-42");
        assertTrue(
                stored.matches(
                        "\\$argon2id\\$v=19\\$m=12288,t=3,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"),
                stored);
        assertEquals(PasswordAlgorithm.PRESENT, PasswordAlgorithm.Stored.read(stored).algorithm());
        assertFalse(PasswordHasher.isOutdated(stored));
        assertTrue(PasswordHasher.matches("plum-harvest-lantern-42", stored, "192.0.2.1"));
    }

    @Test
    void theSamePasswordInOtherCodePointsIsTheSame() {
        String stored = PasswordHasher.hash("gr\u00fcne-wiese-\u00e4pfel");
        assertTrue(PasswordHasher.matches("gru\u0308ne-wiese-a\u0308pfel", stored, "192.0.2.1"));
    }

    @Test
    void threadsAtOnceShareNoMemory() throws Exception {
        String stored = PasswordHasher.hash("plum-harvest-lantern-42");
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tries =
                    Collections.nCopies(
                            8,
                            () ->
                                    PasswordHasher.matches(
                                            "plum-harvest-lantern-42", stored, "192.0.2.1"));
            for (Future<Boolean> right : people.invokeAll(tries)) {
                assertTrue(right.get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "$argon2i$v=19$m=256,t=2,p=1$c2FsdA$aGFzaA", "pbkdf2-sha256$1"})
    void anotherFormIsAnError(String stored) {
        assertThrows(
                IllegalStateException.class,
                () -> PasswordHasher.matches("password", stored, "192.0.2.1"));
    }

    @Test
    void theLibraryIsNoSecurityProvider() {
        PasswordHasher.hash("plum-harvest-lantern-42");
        assertNull(Security.getProvider("BC"));
    }
}
