package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.net.HmacSignatures;

/// The token of the installation's owner. Beside the sessions and codes that it opened stands its mark, so that a new token ends what
/// the former one opened.
final class AdminToken {
    private final KeyDerivation keys;
    private final Secret token;

    AdminToken(KeyDerivation keys, Secret token) {
        this.keys = keys;
        this.token = token;
    }

    /// Whether the text is the token, compared in constant time.
    boolean is(String text) {
        return HmacSignatures.same(text, token.reveal());
    }

    /// Its stored form.
    byte[] mark() {
        return keys.mark("admin", token.reveal());
    }

    /// The stored forms that it may have.
    List<byte[]> marks() {
        return keys.marks("admin", token.reveal());
    }

    /// Whether the mark is of the present token.
    boolean isPresent(byte[] mark) {
        return marks().stream().anyMatch(each -> MessageDigest.isEqual(mark, each));
    }
}
