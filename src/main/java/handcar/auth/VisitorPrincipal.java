package handcar.auth;

import module java.base;

import handcar.problem.Problem;

/// A visitor of the web chat, authenticated by the token of their conversation. They see this conversation only.
public record VisitorPrincipal(UUID conversation, UUID contact) {

    /// The refusal of what they may not do.
    Problem.Forbidden refused(String code, String message) {
        return RefusedAccess.of("visitor:" + contact, code, message);
    }
}
