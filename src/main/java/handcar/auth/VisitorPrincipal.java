package handcar.auth;

import module java.base;

/// A visitor of the web chat, authenticated by the token of their conversation. They see this conversation only.
public record VisitorPrincipal(UUID conversation, UUID contact) {}
