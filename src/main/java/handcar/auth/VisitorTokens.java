package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.http.PathParams;
import handcar.problem.Problem;

/// The tokens that visitors keep in their browser. They are not stored: a token is valid as long as its conversation exists.
public final class VisitorTokens {
    /// A customer who comes back within 90 days finds the conversation again.
    private static final Duration LIFETIME = Duration.ofDays(90);

    private final JwtCodec tokens;

    public VisitorTokens(Secret jwtSecret) {
        byte[] key = new KeyDerivation(jwtSecret).visitor();
        this.tokens = new JwtCodec("visitor+jwt", "visitor", "conversation", LIFETIME, key);
    }

    /// The token for one contact's one conversation.
    public String issue(UUID conversation, UUID contact) {
        return tokens.issue(contact.toString(), conversation);
    }

    /// The visitor of a valid token; throws [Problem.Unauthorized] for an invalid or expired one.
    public VisitorPrincipal verify(String token) {
        return tokens.read(token)
                .flatMap(
                        read ->
                                PathParams.findUuid(read.subject())
                                        .map(contact -> new VisitorPrincipal(read.id(), contact)))
                .orElseThrow(
                        () ->
                                new Problem.Unauthorized(
                                        "invalid_token",
                                        "This visitor token is invalid or has expired. Begin a new"
                                                + " conversation."));
    }
}
