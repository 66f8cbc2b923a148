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
import handcar.jobs.JobSpec;
import handcar.json.JsonView;

/// Sets a conversation's status in Chatwoot, so that people there see when one needs them. It is a job because Chatwoot may be
/// down at that moment.
record ChatwootStatusJob(ChannelAccounts accounts, ChatwootSender sender) implements JobHandler {
    private static final String KIND = "chatwoot_status";

    /// Two calls fit into it.
    private static final Duration LEASE = Duration.ofSeconds(30);

    /// With the usual back-off they outlast an update of the installation.
    private static final int TRIES = 8;

    /// To be enqueued in the transaction that changes the status.
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
        SendResult result =
                sender.setStatus(
                        account,
                        payload.text("thread").orElse(""),
                        Status.valueOf(payload.text("status").orElse("")),
                        ours.get());
        return switch (result) {
            case SendResult.Sent _ -> new JobResult.Done();
            case SendResult.TryLater(String reason, var after) ->
                    new JobResult.TryLater(reason, after);
            case SendResult.Unknown(String reason) -> new JobResult.TryLater(reason);
            case SendResult.Refused(String reason) -> new JobResult.Dead(reason);
        };
    }
}
