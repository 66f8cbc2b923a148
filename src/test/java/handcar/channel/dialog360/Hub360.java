package handcar.channel.dialog360;

import handcar.channel.Account;
import handcar.channel.TestAccount;

import java.util.Map;

/// An account at 360dialog.
final class Hub360 {
    static final String SECRET = "hub-secret";
    static final String FORMER = "former-hub-secret";

    private Hub360() {}

    static Account account(Map<String, String> settings) {
        return TestAccount.of(
                Dialog360.KIND,
                "",
                settings,
                Map.of(Dialog360.API_KEY, "d360-key"),
                SECRET,
                FORMER);
    }

    static Account account() {
        return account(Map.of());
    }
}
