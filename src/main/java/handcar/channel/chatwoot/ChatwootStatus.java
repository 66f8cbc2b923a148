package handcar.channel.chatwoot;

import handcar.channel.Account;
import handcar.channel.Accounts;
import handcar.channel.Sending;
import handcar.channel.chatwoot.ChatwootChannel.Status;
import handcar.json.JsonView;
import handcar.work.Handler;
import handcar.work.Job;
import handcar.work.NewJob;
import handcar.work.Outcome;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Shows a conversation's status in Chatwoot, so that the people there see when one needs them: a job, since Chatwoot may be
/// down in that moment.
public final class ChatwootStatus implements Handler {
    public static final String KIND = "chatwoot_status";

    /// Two calls fit in it.
    public static final Duration LEASE = Duration.ofSeconds(30);

    /// With the usual back-off this outlasts an update of the installation.
    private static final int TRIES = 8;

    private final Accounts accounts;
    private final ChatwootChannel channel;

    public ChatwootStatus(Accounts accounts, Chatwoot chatwoot) {
        this.accounts = accounts;
        this.channel = chatwoot.channel();
    }

    /// To be enqueued with what changed the status. The last one about a thread counts.
    public static NewJob of(String account, Optional<UUID> binding, String thread, Status status) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("account", account);
        payload.put("thread", thread);
        payload.put("status", status.name());
        binding.ifPresent(id -> payload.put("binding", id.toString()));
        return NewJob.of(KIND)
                .about(account + "/" + thread + "/" + status.name())
                .with(payload)
                .tries(TRIES);
    }

    @Override
    public Outcome run(Job job) {
        JsonView asked = job.payload();
        String account = asked.text("account").orElse("");
        Optional<Account> ours =
                accounts.forSending(
                        Chatwoot.KIND, asked.text("binding").map(UUID::fromString), account);
        if (ours.isEmpty()) {
            return new Outcome.Dead("The Chatwoot account is no longer connected.");
        }
        Sending sending =
                channel.turn(
                        account,
                        asked.text("thread").orElse(""),
                        Status.valueOf(asked.text("status").orElse("")),
                        ours.get());
        return switch (sending) {
            case Sending.Sent _ -> new Outcome.Done();
            case Sending.TryLater(String reason, var after) -> new Outcome.TryLater(reason, after);
            case Sending.Unknown(String reason) -> new Outcome.TryLater(reason);
            case Sending.Refused(String reason) -> new Outcome.Dead(reason);
        };
    }
}
