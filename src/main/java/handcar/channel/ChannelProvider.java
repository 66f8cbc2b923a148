package handcar.channel;

import java.util.Optional;

/// One provider, both ways. A new one is three files of its own, `Webhook`, `Channel` and `Payload`, and a line in the
/// composition root; CONTRIBUTING has the checklist.
public interface ChannelProvider {
    /// As in `/webhooks/{kind}` and `conversations.channel`.
    String kind();

    /// What a binding of it is asked for.
    AccountSchema fields();

    /// The account that the environment describes, if it describes one.
    Optional<ChannelAccount> fromEnvironment();

    /// How its webhooks are proven and read; empty when nothing comes by webhook (e-mail).
    Optional<WebhookParser> webhook();

    /// How messages are sent.
    MessageSender channel();
}
