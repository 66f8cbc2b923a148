package handcar.channel.dialog360;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.News;
import handcar.channel.Webhook;
import handcar.channel.meta.Hub;
import handcar.channel.whatsapp.WhatsAppPayload;
import handcar.net.Signatures;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// 360dialog's webhook: the Cloud API's body, proven by Meta's signature, by 360dialog's own, or by a header with a fixed
/// value that is set beside the address. <https://docs.360dialog.com/docs/messaging/webhook>
final class Dialog360Webhook implements Webhook {
    /// The setting that names the header with the fixed value.
    static final String HEADER = "webhook_header";

    private static final List<String> USUAL_HEADERS = List.of("authorization", "x-webhook-secret");

    private static final String BEARER = "Bearer ";

    @Override
    public void prove(Knock knock, Account account) {
        if (!Hub.isSigned(knock, account)
                && !isSignedByThem(knock, account)
                && !carriesTheSecret(knock, account)) {
            throw Webhook.unproven();
        }
    }

    @Override
    public List<News> read(Knock knock, Account account) {
        return WhatsAppPayload.read(knock);
    }

    private static boolean isSignedByThem(Knock knock, Account account) {
        return knock.header("x-360dialog-signature")
                .map(given -> given.startsWith("sha256=") ? given.substring(7) : given)
                .filter(hex -> Hub.isSigned(hex, knock, account))
                .isPresent();
    }

    private static boolean carriesTheSecret(Knock knock, Account account) {
        Optional<String> configured = account.setting(HEADER);
        return Stream.concat(configured.stream(), USUAL_HEADERS.stream())
                .flatMap(name -> knock.header(name).stream())
                .anyMatch(given -> isSecret(given, account));
    }

    private static boolean isSecret(String given, Account account) {
        String bare = given.startsWith(BEARER) ? given.substring(BEARER.length()) : given;
        return account.webhookSecrets().stream()
                .anyMatch(
                        secret -> Signatures.same(bare, secret) || Signatures.same(given, secret));
    }
}
