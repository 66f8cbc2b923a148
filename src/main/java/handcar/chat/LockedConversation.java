package handcar.chat;

import module java.base;

import handcar.db.Row;

/// A conversation whose row is locked, with what decides whether the agent is asked.
record LockedConversation(
        UUID id,
        ConversationStatus status,
        String channel,
        UUID contact,
        Optional<UUID> agent,
        Optional<Instant> pausedUntil,
        long contactSeq,
        long answeredSeq) {

    static LockedConversation of(Row row) {
        return new LockedConversation(
                row.uuid("id"),
                ConversationStatus.of(row.text("status")),
                row.text("channel"),
                row.uuid("contact_id"),
                row.findUuid("agent_id"),
                row.findInstant("bot_paused_until"),
                row.number("contact_seq"),
                row.number("answered_seq"));
    }

    /// Whether the customer waits for an answer that the agent may give, now or when its pause ends.
    boolean isForAgent() {
        return status == ConversationStatus.AI_ACTIVE && awaitsAnswer() && !isStopped();
    }

    boolean awaitsAnswer() {
        return contactSeq > answeredSeq;
    }

    private boolean isStopped() {
        return pausedUntil.filter(StaffActions.UNTIL_RESUMED::equals).isPresent();
    }

    LockedConversation opened() {
        return new LockedConversation(
                id,
                ConversationStatus.AI_ACTIVE,
                channel,
                contact,
                agent,
                pausedUntil,
                contactSeq,
                answeredSeq);
    }

    LockedConversation received(long seq) {
        return new LockedConversation(
                id, status, channel, contact, agent, pausedUntil, seq, answeredSeq);
    }

    LockedConversation paused(Optional<Instant> until, long answered) {
        return new LockedConversation(
                id, status, channel, contact, agent, until, contactSeq, answered);
    }
}
