package handcar.channel;

import module java.base;

import handcar.config.Secret;

/// Accounts as tests describe them.
public final class TestAccount {
    private TestAccount() {}

    /// One from the environment.
    ///
    /// @param secrets in plain
    public static ChannelAccount of(
            String kind, String id, Map<String, String> settings, Map<String, String> secrets) {
        Map<String, Secret> sealed = new HashMap<>();
        secrets.forEach((name, value) -> sealed.put(name, new Secret(value)));
        return new ChannelAccount(kind, id, Optional.empty(), Optional.empty(), settings, sealed);
    }

    /// One that is spoken to with a key, and whose webhooks are proven by these: the current one first.
    public static ChannelAccount of(
            String kind,
            String id,
            Map<String, String> settings,
            Map<String, String> key,
            String... proofs) {
        Map<String, String> secrets = new HashMap<>(key);
        String[] names = {ChannelAccount.WEBHOOK_SECRET, ChannelAccount.FORMER_WEBHOOK_SECRET};
        for (int i = 0; i < proofs.length; i++) {
            secrets.put(names[i], proofs[i]);
        }
        return of(kind, id, settings, secrets);
    }
}
