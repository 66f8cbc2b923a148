package handcar.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.config.Secret;

import org.junit.jupiter.api.Test;

import java.util.List;

final class SealingTest {
    private static final Secret FIRST = new Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final Secret SECOND = new Secret("_-7dzLuqmYh3ZlVEMyIRAP_u3cy7qpmId2ZVRDMiEQA");
    private static final String PURPOSE = "channel_bindings/1/token";

    private final Sealing sealing = new Sealing(FIRST, List.of());

    @Test
    void aSealedSecretOpensForItsPurposeOnly() {
        String sealed = sealing.seal("s3cret 🦊", PURPOSE);
        assertEquals("s3cret 🦊", sealing.open(sealed, PURPOSE));
        assertThrows(
                Sealing.BrokenSeal.class, () -> sealing.open(sealed, "channel_bindings/2/token"));
    }

    @Test
    void twiceTheSameSecretLooksDifferent() {
        assertNotEquals(sealing.seal("a", PURPOSE), sealing.seal("a", PURPOSE));
    }

    @Test
    void aNewKeySealsWhileTheFormerOneStillOpens() {
        Sealing rotated = new Sealing(SECOND, List.of(FIRST));
        String sealed = sealing.seal("old", PURPOSE);
        assertEquals("old", rotated.open(sealed, PURPOSE));
        assertTrue(rotated.isOutdated(sealed));
        assertFalse(rotated.isOutdated(rotated.seal("new", PURPOSE)));
    }

    @Test
    void aKeySpeltInEitherBase64IsTheSameKey() {
        Secret standard = new Secret("/+7dzLuqmYh3ZlVEMyIRAP/u3cy7qpmId2ZVRDMiEQA=");
        String sealed = new Sealing(standard, List.of()).seal("a", PURPOSE);
        assertEquals("a", new Sealing(SECOND, List.of()).open(sealed, PURPOSE));
    }

    @Test
    void whatWasChangedOrIsNotOursDoesNotOpen() {
        String sealed = sealing.seal("a", PURPOSE);
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
            assertThrows(Sealing.BrokenSeal.class, () -> sealing.open(broken, PURPOSE), broken);
        }
        assertThrows(
                Sealing.BrokenSeal.class,
                () -> new Sealing(SECOND, List.of()).open(sealed, PURPOSE));
    }
}
