package handcar.channel;

import module java.base;

import handcar.chat.ConversationStatus;
import handcar.config.EnvironmentValues;
import handcar.jobs.JobRequest;
import handcar.jobs.JobSpec;
import handcar.json.JsonView;

import io.helidon.webserver.http.HttpService;

/// One channel: everything that the server asks about a provider, in one folder. A new one is a folder and a line in the
/// list of the composition root; `CONTRIBUTING.md` has the checklist, and a test compares each folder with it.
public abstract class ChannelProvider {
    private final AccountSchema schema;
    private final ChannelCapabilities capabilities;
    private final Optional<WebhookParser> webhook;

    /// A channel whose messages come by webhook.
    protected ChannelProvider(
            AccountSchema schema, ChannelCapabilities capabilities, WebhookParser webhook) {
        this(schema, capabilities, Optional.of(webhook));
    }

    /// @param webhook empty when messages are fetched
    protected ChannelProvider(
            AccountSchema schema,
            ChannelCapabilities capabilities,
            Optional<WebhookParser> webhook) {
        this.schema = schema;
        this.capabilities = capabilities;
        this.webhook = webhook;
    }

    /// What an account consists of, and which environment variables describe it.
    public final AccountSchema schema() {
        return schema;
    }

    /// The name in `/webhooks/{kind}` and `conversations.channel`.
    public final String kind() {
        return schema.kind();
    }

    /// How webhooks are verified and read; empty when nothing comes by webhook (e-mail).
    public final Optional<WebhookParser> webhook() {
        return webhook;
    }

    /// What the channel can show, how much at once and how fast.
    ///
    /// @param address of the thread, on which it may depend (a Chatwoot inbox)
    public ChannelCapabilities capabilities(JsonView address) {
        return capabilities;
    }

    /// The account that the environment describes, if it describes one.
    public Optional<ChannelAccount> fromEnvironment(EnvironmentValues environment) {
        return schema().fromEnvironment(environment);
    }

    /// What is kept of a webhook's head, because reading the stored body again needs it: headers in lower case, and
    /// parameters of the address with a `?` before their names. None may be a proof.
    public Set<String> keptHeaders() {
        return Set.of();
    }

    /// How messages are sent.
    public abstract MessageSender sender(SenderContext context);

    /// How the files of its messages are fetched; empty where they come with the messages, or not at all.
    public Optional<MediaFetcher> media(SenderContext context) {
        return Optional.empty();
    }

    /// The channel's own jobs besides sending.
    public List<JobSpec> jobs(ChannelContext context) {
        return List.of();
    }

    /// Jobs that these accounts always need, such as polling a mailbox; enqueued at the start and after every change of an
    /// account.
    public List<JobRequest> standingJobs(List<ChannelAccount> accounts) {
        return List.of();
    }

    /// The channel's own routes for staff.
    public List<HttpService> routes(ChannelContext context) {
        return List.of();
    }

    /// A place at the provider where staff see every conversation.
    public Optional<StaffMirror> mirror(ChannelAccounts accounts, Optional<String> publicUrl) {
        return Optional.empty();
    }

    /// A job that shows staff in the provider's own inbox who has a thread from now on; empty where nobody works there.
    public Optional<JobRequest> showStatus(
            String account, Optional<UUID> binding, String thread, ConversationStatus status) {
        return Optional.empty();
    }

    /// A job that finds out who a new customer is, where the provider does not tell it with their first message.
    public Optional<JobRequest> introduce(
            ChannelAccount account, String accountId, InboundEvent.Sender customer) {
        return Optional.empty();
    }
}
