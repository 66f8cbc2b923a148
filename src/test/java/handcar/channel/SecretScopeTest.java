package handcar.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.email.EmailProvider;
import handcar.channel.twilio.TwilioProvider;
import handcar.config.Secret;

import org.junit.jupiter.api.Test;

final class SecretScopeTest {
    private static final Map<String, String> MAIL =
            Map.of("smtp_host", "smtp.example", "imap_host", "imap.example", "imap_port", "993");

    private static List<String> toShow(
            ChannelProvider provider,
            Map<String, String> before,
            Map<String, String> now,
            String... secrets) {
        Map<String, Secret> kept = new HashMap<>();
        for (String name : secrets) {
            kept.put(name, new Secret("kept " + name));
        }
        ChannelAccount account =
                new ChannelAccount(
                        provider.kind(), "1", Optional.empty(), Optional.empty(), before, kept);
        return SecretScope.secretsToShowAgain(provider.schema(), account, now);
    }

    private static List<String> mail(String setting, String value) {
        Map<String, String> now = new HashMap<>(MAIL);
        now.put(setting, value);
        return toShow(new EmailProvider(), MAIL, now, "smtp_password", "imap_password");
    }

    @Test
    void aMailServersPasswordIsBoundToItsHostPortAndEncryption() {
        assertEquals(List.of("smtp_password"), mail("smtp_host", "smtp.evil.example"));
        assertEquals(List.of("smtp_password"), mail("smtp_port", "25"));
        assertEquals(List.of("smtp_password"), mail("smtp_tls", "none"));
        assertEquals(List.of("imap_password"), mail("imap_host", "imap.evil.example"));
        assertEquals(List.of("imap_password"), mail("imap_port", "143"));
        assertEquals(List.of(), mail("smtp_host", "SMTP.example"));
        assertEquals(List.of(), mail("smtp_port", "587"));
        assertEquals(List.of(), mail("imap_folder", "Support"));
    }

    /// The names of two services of a Docker network are two places, though [URI] knows a host in neither.
    @Test
    void namesWithAnUnderscoreAreTold() {
        TwilioProvider twilio = new TwilioProvider();
        Map<String, String> before = Map.of("base_url", "http://twilio_proxy:8080");
        assertEquals(
                List.of("webhook_secret"),
                toShow(
                        twilio,
                        before,
                        Map.of("base_url", "http://other_proxy:8080"),
                        "webhook_secret"));
        assertEquals(
                List.of(),
                toShow(
                        twilio,
                        before,
                        Map.of("base_url", "http://Twilio_Proxy:8080/v1"),
                        "webhook_secret"));
    }

    @Test
    void theUsualAddressIsAPlaceLikeAnyOther() {
        TwilioProvider twilio = new TwilioProvider();
        assertEquals(
                List.of("webhook_secret"),
                toShow(
                        twilio,
                        Map.of(),
                        Map.of("base_url", "https://evil.example"),
                        "webhook_secret",
                        "former_webhook_secret"));
        assertEquals(
                List.of(),
                toShow(
                        twilio,
                        Map.of(),
                        Map.of("base_url", "https://api.twilio.com/2010"),
                        "webhook_secret"));
    }
}
