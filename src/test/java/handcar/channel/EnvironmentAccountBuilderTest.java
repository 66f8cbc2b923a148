package handcar.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handcar.config.Secret;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// What the environment says about an account.
final class EnvironmentAccountBuilderTest {
    private static final String SID = "account_sid";

    @Test
    void defaultsAloneAreNoAccount() {
        assertEquals(
                Optional.empty(),
                new EnvironmentAccountBuilder("twilio")
                        .always(ChannelAccount.BASE_URL, "https://api.twilio.com")
                        .setting(SID, Optional.empty())
                        .proof(Optional.empty(), Optional.empty())
                        .named(Optional.of("+14155550100")));
    }

    @Test
    void halfAnAccountIsOneWhoseDoorIsClosed() {
        ChannelAccount half =
                new EnvironmentAccountBuilder("twilio")
                        .setting(SID, Optional.of("AC1"))
                        .proof(Optional.empty(), Optional.empty())
                        .named(Optional.empty())
                        .orElseThrow();
        assertEquals(Optional.of("AC1"), half.setting(SID));
        assertEquals(List.of(), half.webhookSecrets());
        assertEquals("", half.id());
    }

    @Test
    void theSecretBeforeIsGoodAsWell() {
        ChannelAccount account =
                new EnvironmentAccountBuilder("twilio")
                        .proof(Optional.of(new Secret("new")), Optional.of(new Secret("old")))
                        .named(Optional.of("+14155550100"))
                        .orElseThrow();
        assertEquals(List.of("new", "old"), account.webhookSecrets());
        assertEquals("+14155550100", account.id());
    }
}
