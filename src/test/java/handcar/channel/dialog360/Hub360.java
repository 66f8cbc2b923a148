package handcar.channel.dialog360;

import handcar.channel.Account;
import handcar.config.Secret;

import java.util.Map;
import java.util.Optional;

/// An account at 360dialog.
final class Hub360 {
    static final String SECRET = "hub-secret";
    static final String FORMER = "former-hub-secret";

    private Hub360() {}

    static Account account(Map<String, String> settings) {
        return new Account(
                Dialog360.KIND,
                "",
                Optional.empty(),
                Optional.empty(),
                settings,
                Map.of(
                        Account.WEBHOOK_SECRET, new Secret(SECRET),
                        Account.FORMER_WEBHOOK_SECRET, new Secret(FORMER),
                        Dialog360.API_KEY, new Secret("d360-key")));
    }

    static Account account() {
        return account(Map.of());
    }
}
