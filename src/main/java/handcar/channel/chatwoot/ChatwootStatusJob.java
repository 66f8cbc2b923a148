package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.SendResult;
import handcar.channel.chatwoot.ChatwootSender.Status;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.json.JsonView;

/// Shows a conversation's status in Chatwoot, so that the people there see when one needs them: a job, since Chatwoot may be
/// down in that moment.
final class ChatwootStatusJob implements JobHandler {
    static final String KIND = "chatwoot_status";

    /// Two calls fit in it.
    static final Duration LEASE = Duration.ofSeconds(30);

    /// With the usual back-off this outlasts an update of the installation.
    private static final int TRIES = 8;

    private final ChannelAccounts accounts;
    private final ChatwootSender channel;

    ChatwootStatusJob(ChannelAccounts accounts, ChatwootSender channel) {
        this.accounts = accounts;
        this.channel = channel;
    }

    /// To be enqueued with what changed the status. The last one about a thread counts.
    static JobRequest of(String account, Optional<UUID> binding, String thread, Status status) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("account", account);
        payload.put("thread", thread);
        payload.put("status", status.name());
        binding.ifPresent(id -> payload.put("binding", id.toString()));
        return JobRequest.of(KIND)
                .about(account + "/" + thread + "/" + status.name())
                .with(payload)
                .tries(TRIES);
    }

    @Override
    public JobResult run(Job job) {
        JsonView asked = job.payload();
        String account = asked.text("account").orElse("");
        Optional<ChannelAccount> ours =
                accounts.forSending(
                        ChatwootProvider.KIND,
                        asked.text("binding").map(UUID::fromString),
                        account);
        if (ours.isEmpty()) {
            return new JobResult.Dead("The Chatwoot account is no longer connected.");
        }
        SendResult sending =
                channel.turn(
                        account,
                        asked.text("thread").orElse(""),
                        Status.valueOf(asked.text("status").orElse("")),
                        ours.get());
        return switch (sending) {
            case SendResult.Sent _ -> new JobResult.Done();
            case SendResult.TryLater(String reason, var after) ->
                    new JobResult.TryLater(reason, after);
            case SendResult.Unknown(String reason) -> new JobResult.TryLater(reason);
            case SendResult.Refused(String reason) -> new JobResult.Dead(reason);
        };
    }
}
