package handcar.auth;

import module java.base;

import handcar.config.SigningSecrets;
import handcar.http.PathParams;
import handcar.problem.Problem;

/// The tokens that visitors keep in their browser. They are not stored; [VisitorAccess] says how long one is good.
public final class VisitorTokens {
    /// However often it is used, a conversation is begun anew after a year.
    private static final Duration LIFETIME = Duration.ofDays(365);

    private final JwtCodec tokens;

    public VisitorTokens(SigningSecrets signing) {
        List<byte[]> keys = new KeyDerivation(signing).visitor();
        this.tokens = new JwtCodec("visitor+jwt", "visitor", "conversation", LIFETIME, keys);
    }

    /// The token for one contact's one conversation.
    public String issue(UUID conversation, UUID contact) {
        return tokens.issue(contact.toString(), conversation);
    }

    /// The visitor of a valid token; throws [Problem.Unauthorized] for an invalid or expired one.
    VisitorPrincipal verify(String token) {
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
