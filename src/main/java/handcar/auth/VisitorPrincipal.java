package handcar.auth;

import java.util.UUID;

/// A visitor of the web chat, authenticated by the token of their conversation. They see this conversation only.
public record VisitorPrincipal(UUID conversation, UUID contact) {}
