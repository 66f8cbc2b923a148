package handcar.webhooks;

import module java.base;

import handcar.config.Secret;
import handcar.net.HmacSignatures;

/// A signing key of a subscription: `whsec_` and base64, as Standard Webhooks writes it.
/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
record SigningKey(Secret written) {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static SigningKey random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SigningKey(new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes)));
    }

    /// The signature `v1,<base64>` over `<id>.<seconds>.<body>`.
    String sign(String id, Instant at, byte[] body) {
        byte[] key = Base64.getDecoder().decode(written.reveal().substring(PREFIX.length()));
        byte[] head = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        return "v1," + HmacSignatures.base64(key, head, body);
    }
}
