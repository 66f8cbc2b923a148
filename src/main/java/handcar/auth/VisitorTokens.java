package handcar.auth;

import module java.base;

import com.nimbusds.jwt.JWTClaimsSet;

import handcar.config.Secret;
import handcar.problem.Problem;

/// The tokens that visitors keep in their browser. They are not stored: a token is valid as long as its conversation exists.
public final class VisitorTokens {
    /// A customer who comes back within 90 days finds the conversation again.
    private static final Duration LIFETIME = Duration.ofDays(90);

    private static final String CONVERSATION = "conversation";

    private final JwtCodec tokens;

    public VisitorTokens(Secret jwtSecret) {
        this.tokens =
                new JwtCodec(
                        "visitor+jwt", "visitor", LIFETIME, new KeyDerivation(jwtSecret).visitor());
    }

    /// The token for one contact's one conversation.
    public String issue(UUID conversation, UUID contact) {
        return tokens.issue(
                new JWTClaimsSet.Builder()
                        .subject(contact.toString())
                        .claim(CONVERSATION, conversation.toString()));
    }

    /// The visitor of a valid token; throws [Problem.Unauthorized] for an invalid or expired one.
    public VisitorPrincipal verify(String token) {
        return tokens.read(token)
                .flatMap(VisitorTokens::visitor)
                .orElseThrow(
                        () ->
                                new Problem.Unauthorized(
                                        "invalid_token",
                                        "This visitor token is not valid or no longer so. Begin a"
                                                + " new conversation."));
    }

    private static Optional<VisitorPrincipal> visitor(JWTClaimsSet claims) {
        try {
            String conversation = claims.getStringClaim(CONVERSATION);
            String contact = claims.getSubject();
            return conversation == null || contact == null
                    ? Optional.empty()
                    : Optional.of(
                            new VisitorPrincipal(
                                    UUID.fromString(conversation), UUID.fromString(contact)));
        } catch (ParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
