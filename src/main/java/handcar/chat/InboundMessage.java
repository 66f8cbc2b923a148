package handcar.chat;

import module java.base;

import handcar.db.UuidV7;

/// A customer's message before it is stored.
///
/// @param conversation must exist
/// @param clientId the sender's id for the message (a provider's message id); a second message with it is a duplicate
/// @param attachments as in the JSON of the API
/// @param details a reason not to be answered goes with `STORE_ONLY`, unless it [UnansweredReason#isAwaited]
public record InboundMessage(
        UUID id,
        UUID conversation,
        Optional<String> clientId,
        String content,
        List<Map<String, Object>> attachments,
        InboundDetails details,
        Admission admission) {

    /// Whether the agent is asked to answer it; it is stored in any case.
    public enum Admission {
        ANSWER,
        /// Its account receives too much; the customer gets a notice.
        RATE_LIMITED,
        /// It is not to be answered, for the reason in its details.
        STORE_ONLY
    }

    public InboundMessage(
            UUID conversation,
            Optional<String> clientId,
            String content,
            List<Map<String, Object>> attachments,
            InboundDetails details,
            Admission admission) {
        this(UuidV7.next(), conversation, clientId, content, attachments, details, admission);
    }

    static InboundMessage of(UUID conversation, MessageInput input) {
        return new InboundMessage(
                conversation,
                input.clientId(),
                input.content(),
                List.of(),
                InboundDetails.NONE,
                Admission.ANSWER);
    }
}
