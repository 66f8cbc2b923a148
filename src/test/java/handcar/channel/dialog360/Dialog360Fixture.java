package handcar.channel.dialog360;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.TestAccount;

/// An account at 360dialog.
final class Dialog360Fixture {
    static final String SECRET = "hub-secret";
    static final String FORMER = "former-hub-secret";

    private Dialog360Fixture() {}

    static ChannelAccount account(Map<String, String> settings) {
        return TestAccount.of(
                Dialog360Provider.KIND,
                "",
                settings,
                Map.of(Dialog360Provider.API_KEY, "d360-key"),
                SECRET,
                FORMER);
    }

    static ChannelAccount account() {
        return account(Map.of());
    }
}
