package handcar.channel.outbound;

import module java.base;

import handcar.db.Row;

/// One part of a message in the outbox.
///
/// @param thread to whom; empty where it begins the thread
/// @param seq the message's place in its conversation
/// @param part from 1
/// @param epoch the fence under which the bot wrote it; empty for what a person wrote
/// @param attempt how often it was taken for sending
/// @param claim the token under which it was taken last
/// @param externalId the provider's name for it
record Delivery(
        UUID id,
        UUID messageId,
        UUID conversationId,
        String channel,
        String account,
        String thread,
        long seq,
        int part,
        int parts,
        String text,
        Optional<Long> epoch,
        State state,
        int attempt,
        Instant dueAt,
        Optional<UUID> claim,
        Optional<Instant> claimedAt,
        Optional<String> externalId,
        Optional<String> error,
        Instant createdAt,
        Instant updatedAt) {

    /// How a part stands.
    enum State {
        /// Waits for its turn, or for its next try.
        QUEUED,
        /// May be on its way in this moment.
        SENDING,
        /// The provider has it.
        SENT,
        /// The customer's device has it.
        DELIVERED,
        /// The customer saw it.
        READ,
        /// The provider will not carry it.
        REFUSED,
        /// It may have arrived; only a receipt or a person can tell.
        UNKNOWN,
        /// All tries are used up.
        DEAD,
        /// A person stepped in, or what it continues did not arrive.
        WITHDRAWN;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether what stands behind it must wait.
        boolean isOpen() {
            return this == QUEUED || this == SENDING;
        }

        /// Whether the customer will not get it, and staff must see that.
        boolean failed() {
            return this == REFUSED || this == DEAD;
        }
    }

    static Delivery of(Row row) {
        return new Delivery(
                row.uuid("id"),
                row.uuid("message_id"),
                row.uuid("conversation_id"),
                row.text("channel"),
                row.text("account"),
                row.text("thread"),
                row.number("seq"),
                row.integer("part"),
                row.integer("parts"),
                row.text("text"),
                row.findNumber("epoch"),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.integer("attempt"),
                row.instant("due_at"),
                row.findUuid("claim"),
                row.findInstant("claimed_at"),
                row.findText("external_id"),
                row.findText("error"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    /// The same in another state.
    Delivery become(State next, Optional<String> reason) {
        return with(next, attempt, dueAt, externalId, reason, epoch);
    }

    /// The same, waiting for another try.
    Delivery later(Instant due, String reason) {
        return with(State.QUEUED, attempt, due, externalId, Optional.of(reason), epoch);
    }

    /// The same with the provider's name for it; a blank one is none, a known one stays.
    Delivery named(String name) {
        return with(
                state,
                attempt,
                dueAt,
                externalId.or(() -> Optional.of(name).filter(known -> !known.isBlank())),
                error,
                epoch);
    }

    /// The same with its tries counted afresh, because a person wants it: nothing overtakes it any more.
    Delivery again(Instant now) {
        return with(State.QUEUED, 0, now, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same, taken for sending.
    Delivery taken(UUID token, int tries) {
        return new Delivery(
                id,
                messageId,
                conversationId,
                channel,
                account,
                thread,
                seq,
                part,
                parts,
                text,
                epoch,
                State.SENDING,
                tries,
                dueAt,
                Optional.of(token),
                claimedAt,
                externalId,
                error,
                createdAt,
                updatedAt);
    }

    private Delivery with(
            State next,
            int tries,
            Instant due,
            Optional<String> name,
            Optional<String> reason,
            Optional<Long> fence) {
        return new Delivery(
                id,
                messageId,
                conversationId,
                channel,
                account,
                thread,
                seq,
                part,
                parts,
                text,
                fence,
                next,
                tries,
                due,
                claim,
                claimedAt,
                name,
                reason,
                createdAt,
                updatedAt);
    }

    /// As staff see it.
    Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("id", id.toString());
        json.put("message_id", messageId.toString());
        json.put("conversation_id", conversationId.toString());
        json.put("channel", channel);
        json.put("account", account);
        json.put("thread", thread);
        json.put("part", part);
        json.put("parts", parts);
        json.put("text", text);
        json.put("state", state.wire());
        json.put("attempts", attempt);
        json.put("due_at", state == State.QUEUED ? dueAt.toString() : null);
        json.put("external_id", externalId.orElse(null));
        json.put("error", error.orElse(null));
        json.put("created_at", createdAt.toString());
        json.put("updated_at", updatedAt.toString());
        return json;
    }
}
