package handcar.channel.chatwoot;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.News;
import handcar.channel.Webhook;
import handcar.net.Signatures;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Chatwoot's webhooks. Since 4.11.2 they are signed over time and body; older installations and proxies sign the bare body
/// or nothing at all, and then a word in the address is the only proof.
/// <https://developers.chatwoot.com/self-hosted/webhooks>
final class ChatwootWebhook implements Webhook {
    /// Lets whoever has it listen to the customer's conversation.
    private static final Pattern TOKENS =
            Pattern.compile("(\"(?:pubsub_token|access_token|hmac_token)\"\\s*:\\s*\")[^\"]*\"");

    @Override
    public void prove(Knock knock, Account account) {
        Optional<String> signature = knock.header("x-chatwoot-signature");
        boolean proven =
                signature.isPresent()
                        ? isInTime(knock) && isSigned(signature.get(), knock, account)
                        : knowsTheWord(knock, account);
        if (!proven) {
            throw Webhook.unproven();
        }
    }

    @Override
    public List<News> read(Knock knock, Account account) {
        return ChatwootPayload.read(knock, account);
    }

    /// The same over all tries.
    @Override
    public Optional<String> eventId(Knock knock) {
        return knock.header("x-chatwoot-delivery")
                .filter(id -> !id.isBlank() && id.length() <= 100);
    }

    @Override
    public String kept(Knock knock) {
        return TOKENS.matcher(knock.text()).replaceAll("$1•\"");
    }

    private static boolean isSigned(String given, Knock knock, Account account) {
        String hex = given.startsWith("sha256=") ? given.substring(7) : given;
        byte[] stamp =
                knock.header("x-chatwoot-timestamp")
                        .map(text -> text + ".")
                        .orElse("")
                        .getBytes(StandardCharsets.UTF_8);
        return account.webhookSecrets().stream()
                .anyMatch(
                        secret ->
                                Signatures.isHex(hex, secret, stamp, knock.body())
                                        || Signatures.isHex(hex, secret, knock.body()));
    }

    /// True as well without a time: older versions send none.
    private static boolean isInTime(Knock knock) {
        Optional<String> stamp = knock.header("x-chatwoot-timestamp");
        if (stamp.isEmpty()) {
            return true;
        }
        if (!stamp.get().matches("\\d{1,11}")) {
            return false;
        }
        Instant signed = Instant.ofEpochSecond(Long.parseLong(stamp.get()));
        return Duration.between(signed, knock.at()).abs().compareTo(REPLAY_WINDOW) <= 0;
    }

    private static boolean knowsTheWord(Knock knock, Account account) {
        return knock.parameter("token")
                .filter(
                        token ->
                                account.webhookSecrets().stream()
                                        .anyMatch(secret -> Signatures.same(token, secret)))
                .isPresent();
    }
}
