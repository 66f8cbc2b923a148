package handcar.channel;

import module java.base;

import handcar.config.Secret;

/// An account that staff connected: a row of `channel_bindings`.
///
/// @param account the provider's own name for it
/// @param name what staff call it
/// @param agent who answers; empty for the default agent
/// @param readable whether the secrets could be opened; not so when they were sealed with a key that is gone
/// @param enabled whether its door is open and messages leave by it
public record ConnectedAccount(
        UUID id,
        String kind,
        String account,
        String name,
        Optional<UUID> agent,
        Map<String, String> settings,
        Map<String, Secret> secrets,
        boolean readable,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt) {
    public ConnectedAccount {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    /// As the rest of the room knows accounts.
    public ChannelAccount asAccount() {
        return new ChannelAccount(kind, account, Optional.of(id), agent, settings, secrets);
    }
}
