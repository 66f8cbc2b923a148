package handcar.channel;

import handcar.config.Secret;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Accounts as tests describe them.
public final class TestAccount {
    private TestAccount() {}

    /// One from the environment.
    ///
    /// @param secrets in plain
    public static Account of(
            String kind, String id, Map<String, String> settings, Map<String, String> secrets) {
        Map<String, Secret> sealed = new HashMap<>();
        secrets.forEach((name, value) -> sealed.put(name, new Secret(value)));
        return new Account(kind, id, Optional.empty(), Optional.empty(), settings, sealed);
    }

    /// One that is spoken to with a key, and whose webhooks are proven by these: the current one first.
    public static Account of(
            String kind,
            String id,
            Map<String, String> settings,
            Map<String, String> key,
            String... proofs) {
        Map<String, String> secrets = new HashMap<>(key);
        String[] names = {Account.WEBHOOK_SECRET, Account.FORMER_WEBHOOK_SECRET};
        for (int i = 0; i < proofs.length; i++) {
            secrets.put(names[i], proofs[i]);
        }
        return of(kind, id, settings, secrets);
    }
}
