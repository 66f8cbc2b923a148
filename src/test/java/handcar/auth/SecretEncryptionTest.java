package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.Secret;

import org.junit.jupiter.api.Test;

final class SecretEncryptionTest {
    private static final Secret FIRST = new Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final Secret SECOND = new Secret("_-7dzLuqmYh3ZlVEMyIRAP_u3cy7qpmId2ZVRDMiEQA");
    private static final String PURPOSE = "channel_bindings/1/token";

    private final SecretEncryption encryption = new SecretEncryption(FIRST, List.of());

    @Test
    void aSealedSecretOpensForItsPurposeOnly() {
        String sealed = encryption.seal("s3cret 🦊", PURPOSE);
        assertEquals("s3cret 🦊", encryption.open(sealed, PURPOSE));
        assertThrows(
                SecretEncryption.BrokenSeal.class,
                () -> encryption.open(sealed, "channel_bindings/2/token"));
    }

    @Test
    void twiceTheSameSecretLooksDifferent() {
        assertNotEquals(encryption.seal("a", PURPOSE), encryption.seal("a", PURPOSE));
    }

    @Test
    void aNewKeySealsWhileTheFormerOneStillOpens() {
        SecretEncryption rotated = new SecretEncryption(SECOND, List.of(FIRST));
        String sealed = encryption.seal("old", PURPOSE);
        assertEquals("old", rotated.open(sealed, PURPOSE));
        Map<String, Secret> secrets = Map.of("token", new Secret("good"));
        byte[] renewed =
                rotated.renewed(encryption.sealAll(secrets, PURPOSE), PURPOSE).orElseThrow();
        assertEquals(Optional.of(secrets), rotated.openAll(renewed, PURPOSE));
        assertTrue(rotated.renewed(renewed, PURPOSE).isEmpty(), "only once");
        assertTrue(encryption.openAll(renewed, PURPOSE).isEmpty(), "an unknown key");
    }

    @Test
    void aKeySpeltInEitherBase64IsTheSameKey() {
        Secret standard = new Secret("/+7dzLuqmYh3ZlVEMyIRAP/u3cy7qpmId2ZVRDMiEQA=");
        String sealed = new SecretEncryption(standard, List.of()).seal("a", PURPOSE);
        assertEquals("a", new SecretEncryption(SECOND, List.of()).open(sealed, PURPOSE));
    }

    @Test
    void whatWasChangedOrIsNotOursDoesNotOpen() {
        String sealed = encryption.seal("a", PURPOSE);
        String key = sealed.substring(0, sealed.lastIndexOf('.'));
        for (String broken :
                List.of(
                        sealed.substring(0, sealed.length() - 3) + "AAA",
                        sealed.substring(0, sealed.length() - 8),
                        key + ".AAAA",
                        key + ".не",
                        "s1.00000000.AAAA",
                        "a.b.c",
                        "")) {
            assertThrows(
                    SecretEncryption.BrokenSeal.class,
                    () -> encryption.open(broken, PURPOSE),
                    broken);
        }
        assertThrows(
                SecretEncryption.BrokenSeal.class,
                () -> new SecretEncryption(SECOND, List.of()).open(sealed, PURPOSE));
    }
}
