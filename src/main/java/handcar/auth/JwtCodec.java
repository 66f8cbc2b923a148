package handcar.auth;

import module java.base;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/// Issues and verifies JSON Web Tokens of one purpose (RFC 7519, RFC 8725): HS256 only, with a `typ`, an audience and a key
/// of their own. Any deviation makes a token invalid.
final class JwtCodec {
    private static final String ISSUER = "handcar";

    /// Issued tokens have about 400 characters; longer ones are not parsed.
    private static final int LONGEST = 2_048;

    private final JWSHeader header;
    private final String audience;
    private final Duration lifetime;
    private final MACSigner signer;
    private final MACVerifier verifier;

    JwtCodec(String type, String audience, Duration lifetime, byte[] key) {
        this.header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType(type)).build();
        this.audience = audience;
        this.lifetime = lifetime;
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("the key has 256 bits", e);
        }
    }

    /// A token with these claims, valid from now on for its lifetime.
    String issue(JWTClaimsSet.Builder claims) {
        Instant now = Instant.now();
        SignedJWT token =
                new SignedJWT(
                        header,
                        claims.issuer(ISSUER)
                                .audience(audience)
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plus(lifetime)))
                                .build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 can always sign", e);
        }
        return token.serialize();
    }

    /// The claims of a valid token that has not expired; empty otherwise.
    Optional<JWTClaimsSet> read(String token) {
        if (token.length() > LONGEST || !token.matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+")) {
            return Optional.empty();
        }
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            return isOurs(parsed)
                    ? Optional.of(parsed.getJWTClaimsSet()).filter(this::isValid)
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private boolean isOurs(SignedJWT token) throws JOSEException {
        Base64URL signature = token.getSignature();
        return token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                && header.getType().equals(token.getHeader().getType())
                // base64's last character has unused bits: one signature must not have several
                // spellings
                && Base64URL.encode(signature.decode()).equals(signature)
                && token.verify(verifier);
    }

    private boolean isValid(JWTClaimsSet claims) {
        Date end = claims.getExpirationTime();
        return ISSUER.equals(claims.getIssuer())
                && claims.getAudience().equals(java.util.List.of(audience))
                && end != null
                && end.toInstant().isAfter(Instant.now());
    }
}
