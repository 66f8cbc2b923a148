package handcar.channel;

import module java.base;

/// An account with what staff know about it: a row of `channel_bindings`, or the account that the environment describes.
///
/// @param name what staff call it
/// @param readable whether its secrets could be decrypted; false after their key was removed
/// @param enabled whether it receives webhooks and sends
/// @param createdAt empty for the environment's account, as is `updatedAt`
public record ConnectedAccount(
        ChannelAccount account,
        String name,
        boolean readable,
        boolean enabled,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt) {
    static ConnectedAccount fromEnvironment(ChannelAccount account) {
        return new ConnectedAccount(
                account, account.kind(), true, true, Optional.empty(), Optional.empty());
    }

    /// The id in the API: the row's id, or `env-` and the kind.
    String id() {
        return account.binding().map(UUID::toString).orElse("env-" + kind());
    }

    String kind() {
        return account.kind();
    }
}
