package handcar.config;

import module java.base;

import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// Derives a secret from another one (RFC 5869, HKDF with SHA-256). Each label gives a secret of its own; none tells the others, nor
/// the one they come from.
final class Hkdf {
    private static final int BYTES = 32;

    private Hkdf() {}

    /// 32 bytes in base64.
    static Secret derive(byte[] root, String label) {
        try {
            byte[] derived =
                    KDF.getInstance("HKDF-SHA256")
                            .deriveData(
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(root)
                                            .thenExpand(
                                                    label.getBytes(StandardCharsets.UTF_8), BYTES));
            return new Secret(Base64.getEncoder().encodeToString(derived));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HKDF with SHA-256", e);
        }
    }
}
