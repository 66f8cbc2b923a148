package handcar.auth;

import java.util.UUID;

/// A customer on the web chat, proven by the token their conversation came with. They see that one conversation only.
public record VisitorPrincipal(UUID conversation, UUID contact) {}
