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
/// of their own. A token says who it is for and names one id. Any deviation makes it invalid.
final class JwtCodec {
    private static final String ISSUER = "handcar";

    /// Issued tokens have about 400 characters; longer ones are not parsed.
    private static final int LONGEST = 2_048;

    private final JWSHeader header;
    private final String audience;
    private final String claim;
    private final Duration lifetime;
    private final MACSigner signer;
    private final List<MACVerifier> verifiers = new ArrayList<>();

    /// What a valid token says.
    record Token(String subject, UUID id) {}

    /// @param claim the name of the id
    /// @param keys the first one signs, all verify
    JwtCodec(String type, String audience, String claim, Duration lifetime, List<byte[]> keys) {
        this.header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType(type)).build();
        this.audience = audience;
        this.claim = claim;
        this.lifetime = lifetime;
        try {
            this.signer = new MACSigner(keys.getFirst());
            for (byte[] key : keys) {
                verifiers.add(new MACVerifier(key));
            }
        } catch (JOSEException e) {
            throw new IllegalStateException("the key has 256 bits", e);
        }
    }

    /// A token that is valid from now on for its lifetime.
    String issue(String subject, UUID id) {
        Instant now = Instant.now();
        SignedJWT token =
                new SignedJWT(
                        header,
                        new JWTClaimsSet.Builder()
                                .subject(subject)
                                .claim(claim, id.toString())
                                .issuer(ISSUER)
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

    /// What a valid token that has not expired says; empty otherwise.
    Optional<Token> read(String token) {
        if (token.length() > LONGEST || !token.matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+")) {
            return Optional.empty();
        }
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            return isOurs(parsed) ? token(parsed.getJWTClaimsSet()) : Optional.empty();
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
                && isSigned(token);
    }

    private boolean isSigned(SignedJWT token) throws JOSEException {
        for (MACVerifier verifier : verifiers) {
            if (token.verify(verifier)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Token> token(JWTClaimsSet claims) throws ParseException {
        Date end = claims.getExpirationTime();
        String subject = claims.getSubject();
        String id = claims.getStringClaim(claim);
        return ISSUER.equals(claims.getIssuer())
                        && claims.getAudience().equals(List.of(audience))
                        && subject != null
                        && id != null
                        && end != null
                        && end.toInstant().isAfter(Instant.now())
                ? Optional.of(new Token(subject, UUID.fromString(id)))
                : Optional.empty();
    }
}
