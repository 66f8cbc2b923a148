package handcar.media;

import module java.base;

import handcar.config.SigningSecrets;
import handcar.net.HmacSignatures;

/// Addresses by which a provider fetches one file for a short time. Who has such an address needs no other proof, so each is
/// signed, for one file and until one moment.
public final class MediaLinks {
    /// The path of the route, without the file's id.
    public static final String PATH = "/media/";

    /// Providers fetch within seconds and some of them again after minutes.
    private static final Duration VALID = Duration.ofHours(1);

    private final List<byte[]> keys;
    private final Optional<String> publicUrl;

    /// @param publicUrl our own address; providers accept https only
    public MediaLinks(SigningSecrets secrets, Optional<String> publicUrl) {
        this.keys =
                secrets.all().stream()
                        .map(
                                secret ->
                                        HmacSignatures.bytes(
                                                bytes(secret.reveal()),
                                                bytes("handcar media link 1")))
                        .toList();
        this.publicUrl = publicUrl.filter(url -> url.startsWith("https://"));
    }

    /// Whether this server has an address where a provider can fetch files.
    public boolean hasAddress() {
        return publicUrl.isPresent();
    }

    /// The address of a file from now on; empty when this server has no public address.
    public Optional<URI> of(UUID media) {
        long expires = Instant.now().plus(VALID).getEpochSecond();
        return publicUrl.map(
                base ->
                        URI.create(
                                base
                                        + PATH
                                        + media
                                        + "?expires="
                                        + expires
                                        + "&signature="
                                        + signature(keys.getFirst(), media, expires)));
    }

    /// Whether an address is one of ours and still valid.
    ///
    /// @param expires in seconds since 1970
    public boolean isValid(UUID media, long expires, String signature) {
        return keys.stream()
                        .anyMatch(
                                key ->
                                        HmacSignatures.same(
                                                signature, signature(key, media, expires)))
                && Instant.now().getEpochSecond() <= expires;
    }

    private static String signature(byte[] key, UUID media, long expires) {
        byte[] signed = HmacSignatures.bytes(key, bytes(media + " " + expires));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
