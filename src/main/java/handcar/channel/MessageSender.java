package handcar.channel;

import handcar.jobs.JobRequest;
import handcar.json.JsonView;

import java.util.Optional;
import java.util.UUID;

/// How one provider carries our messages.
public interface MessageSender {
    /// What this channel can show, how much at once and how fast. May depend on the thread's address (a Chatwoot inbox).
    ChannelCapabilities shape(JsonView address);

    /// Sends one part, once: it never repeats a request that may have been seen. Blocks at most ten seconds.
    SendResult send(OutboundPart part, ChannelAccount account);

    /// Asks the provider whether the account's credentials are good, without telling any customer anything.
    Verified verify(ChannelAccount account);

    /// Shows staff in the provider's own inbox that a thread waits for a person; empty where nobody works there.
    default Optional<JobRequest> call(String account, Optional<UUID> binding, String thread) {
        return Optional.empty();
    }

    /// Finds out who a new customer is, where the provider does not tell it with their first message.
    default Optional<JobRequest> introduce(ChannelAccount account, InboundEvent.Said first) {
        return Optional.empty();
    }

    /// Whether the provider accepts us.
    ///
    /// @param detail for a person: the account's name there, or what is wrong and what to do
    record Verified(boolean ok, String detail) {}
}
