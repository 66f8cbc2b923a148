package handcar.auth;

import module java.base;

import com.nimbusds.jwt.JWTClaimsSet;

/// Staff's access tokens. A token names its session only; role, name and whether the account is disabled are read from the
/// database with each request, so a change takes effect at once.
final class AccessTokens {
    /// One hour, as the API documents it.
    static final Duration LIFETIME = Duration.ofHours(1);

    private static final String SESSION = "sid";

    private final JwtCodec tokens;

    AccessTokens(KeyDerivation keys) {
        this.tokens = new JwtCodec("at+jwt", "staff", LIFETIME, keys.access());
    }

    String issue(UUID session, String subject) {
        return tokens.issue(
                new JWTClaimsSet.Builder().subject(subject).claim(SESSION, session.toString()));
    }

    /// The session of a valid token; empty for any other text.
    Optional<UUID> session(String token) {
        return tokens.read(token)
                .flatMap(
                        claims -> {
                            try {
                                return Optional.ofNullable(claims.getStringClaim(SESSION))
                                        .map(UUID::fromString);
                            } catch (ParseException | IllegalArgumentException _) {
                                return Optional.empty();
                            }
                        });
    }
}
