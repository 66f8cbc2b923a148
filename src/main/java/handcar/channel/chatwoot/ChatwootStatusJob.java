package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.SendResult;
import handcar.channel.chatwoot.ChatwootSender.Status;
import handcar.db.Database;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.json.JsonView;

/// Sets a conversation's status in Chatwoot, so that people there see when one needs them. It is a job because Chatwoot may be
/// down at that moment.
record ChatwootStatusJob(Database db, ChannelAccounts accounts, ChatwootSender sender)
        implements JobHandler {
    private static final String KIND = "chatwoot_status";

    /// Two calls fit into it.
    private static final Duration LEASE = Duration.ofSeconds(30);

    /// With the usual back-off they outlast an update of the installation.
    private static final int TRIES = 8;

    /// To be enqueued in the transaction that changes the status. Of two about one conversation the later one counts.
    static JobRequest of(String account, Optional<UUID> binding, String thread, Status status) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("account", account);
        payload.put("thread", thread);
        payload.put("status", status.name());
        binding.ifPresent(id -> payload.put("binding", id.toString()));
        return JobRequest.of(KIND).about(account + "/" + thread).with(payload).tries(TRIES);
    }

    JobSpec spec() {
        return JobSpec.of(KIND, 1, LEASE, this);
    }

    @Override
    public JobResult run(Job job) {
        JsonView payload = job.payload();
        String account = payload.text("account").orElse("");
        Optional<ChannelAccount> ours =
                accounts.forSending(
                        ChatwootProvider.KIND,
                        payload.text("binding").map(UUID::fromString),
                        account);
        if (ours.isEmpty()) {
            return new JobResult.Dead("The Chatwoot account is no longer connected.");
        }
        String thread = payload.text("thread").orElse("");
        Status status = Status.valueOf(payload.text("status").orElse(""));
        // before it is told: Chatwoot's event about it may be faster than its answer
        db.named("channel.tell-status")
                .with("channel", ChatwootProvider.KIND)
                .with("account", account)
                .with("thread", thread)
                .with("status", status.change().name())
                .change();
        SendResult result = sender.setStatus(account, thread, status, ours.get());
        return switch (result) {
            case SendResult.Sent _ -> new JobResult.Done();
            case SendResult.TryLater(String reason, var after) ->
                    new JobResult.TryLater(reason, after);
            case SendResult.Unknown(String reason) -> new JobResult.TryLater(reason);
            case SendResult.Refused(String reason) -> new JobResult.Dead(reason);
        };
    }
}
