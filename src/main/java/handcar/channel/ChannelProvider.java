package handcar.channel;

import module java.base;

import handcar.config.EnvironmentValues;
import handcar.jobs.JobRequest;
import handcar.jobs.JobSpec;
import handcar.json.JsonView;

import io.helidon.webserver.http.HttpService;

/// One channel: everything that the rest of the house asks about a provider, in one folder. A new one is a folder and a
/// line in the list of the composition root; `CONTRIBUTING.md` has the checklist, and a test compares each folder with it.
public interface ChannelProvider {
    /// What an account consists of and where the environment names it.
    AccountSchema schema();

    /// As in `/webhooks/{kind}` and `conversations.channel`.
    default String kind() {
        return schema().kind();
    }

    /// The account that the environment describes, if it describes one.
    default Optional<ChannelAccount> fromEnvironment(EnvironmentValues environment) {
        return schema().fromEnvironment(environment);
    }

    /// What the channel can show, how much at once and how fast. May depend on the thread's address (a Chatwoot inbox).
    ChannelCapabilities capabilities(JsonView address);

    /// How its webhooks are verified and read; empty when nothing comes by webhook (e-mail).
    default Optional<WebhookParser> webhook() {
        return Optional.empty();
    }

    /// What is kept of a webhook's head, because reading the stored body again needs it: headers in lower case, and
    /// parameters of the address with a `?` before their names. None may be a proof.
    default Set<String> keptHeaders() {
        return Set.of();
    }

    /// How messages are sent.
    MessageSender sender(SenderContext context);

    /// Work that the channel does besides sending.
    default List<JobSpec> jobs(ChannelContext context) {
        return List.of();
    }

    /// Jobs that these accounts need for good, such as polling a mailbox; enqueued at the start and whenever an account
    /// changes.
    default List<JobRequest> standingJobs(List<ChannelAccount> accounts) {
        return List.of();
    }

    /// Staff's own addresses of this channel.
    default List<HttpService> routes(ChannelContext context) {
        return List.of();
    }

    /// A place at the provider where staff see every conversation.
    default Optional<StaffMirror> mirror(ChannelAccounts accounts, Optional<String> publicUrl) {
        return Optional.empty();
    }

    /// A job that shows staff in the provider's own inbox that a thread waits for a person; empty where nobody works there.
    default Optional<JobRequest> callStaff(String account, Optional<UUID> binding, String thread) {
        return Optional.empty();
    }

    /// A job that finds out who a new customer is, where the provider does not tell it with their first message.
    default Optional<JobRequest> introduce(
            ChannelAccount account, InboundEvent.CustomerMessage first) {
        return Optional.empty();
    }
}
