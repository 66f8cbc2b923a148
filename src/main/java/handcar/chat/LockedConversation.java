package handcar.chat;

import handcar.db.Row;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A held conversation, as far as an arriving message needs it.
record LockedConversation(
        UUID id,
        ConversationStatus status,
        UUID contact,
        Optional<UUID> agent,
        Optional<Instant> pausedUntil) {
    static LockedConversation of(Row row) {
        return new LockedConversation(
                row.uuid("id"),
                ConversationStatus.of(row.text("status")),
                row.uuid("contact_id"),
                row.findUuid("agent_id"),
                row.findInstant("bot_paused_until"));
    }

    /// Whether the bot has it, now or when its pause is over; a closed one is opened by what arrives.
    boolean mayBeAsked() {
        return (status == ConversationStatus.AI_ACTIVE || status == ConversationStatus.CLOSED)
                && pausedUntil.filter(StaffActions.UNTIL_RESUMED::equals).isEmpty();
    }

    /// When the bot may answer at the earliest, `soon` unless it is paused longer.
    Instant speaksAt(Instant soon) {
        return pausedUntil.map(MessageIntake::endOfPause).filter(soon::isBefore).orElse(soon);
    }
}
