package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

final class HmacSignaturesTest {
    /// RFC 4231, test case 2.
    private static final String JEFE =
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    private static final byte[] WANTED = "what do ya want for nothing?".getBytes(UTF_8);

    @Test
    void thePublishedVectorHolds() {
        assertEquals(JEFE, HmacSignatures.hex("Jefe", WANTED));
        assertEquals(
                "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
                HmacSignatures.base64("Jefe", WANTED));
        // RFC 2202, test case 2
        assertEquals("7/zfauXrL6LSdBbV8YTfnCWafHk=", HmacSignatures.base64Sha1("Jefe", WANTED));
    }

    @Test
    void partsAreSignedOneAfterTheOther() {
        byte[] start = "what do ya ".getBytes(UTF_8);
        byte[] rest = "want for nothing?".getBytes(UTF_8);
        assertTrue(HmacSignatures.isHex(JEFE, "Jefe", start, rest));
    }

    @Test
    void anythingButTheRightSignatureIsWrong() {
        assertTrue(HmacSignatures.isHex(JEFE.toUpperCase(java.util.Locale.ROOT), "Jefe", WANTED));
        assertFalse(HmacSignatures.isHex("", "Jefe", WANTED));
        assertFalse(HmacSignatures.isHex(JEFE.substring(1), "Jefe", WANTED));
        assertFalse(HmacSignatures.isHex("sha256=" + JEFE, "Jefe", WANTED));
        assertFalse(HmacSignatures.isHex(JEFE, "jefe", WANTED));
    }

    @Test
    void anEmptySecretSignsNothing() {
        assertThrows(IllegalArgumentException.class, () -> HmacSignatures.isHex(JEFE, "", WANTED));
    }
}
