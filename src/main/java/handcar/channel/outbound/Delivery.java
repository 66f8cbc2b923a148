package handcar.channel.outbound;

import module java.base;

import handcar.db.Row;

/// One part of a message in the outbox.
///
/// @param thread the recipient's thread at the provider; empty when this part begins the thread
/// @param seq the message's place in its conversation
/// @param part counted from 1
/// @param text what is sent with the files, if there are any; may be empty then
/// @param files the files of ours that go with it
/// @param uploaded the provider's id of the file, once it is there
/// @param epoch the conversation's epoch when the agent wrote the message; empty when a person wrote it
/// @param attempt how often it was claimed for sending
/// @param claim the token of the last claim
/// @param externalId the provider's id for it
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
        List<UUID> files,
        Optional<String> uploaded,
        Optional<Long> epoch,
        State state,
        int attempt,
        Instant dueAt,
        Optional<UUID> claim,
        Optional<String> externalId,
        Optional<String> error,
        Instant createdAt,
        Instant updatedAt) {

    enum State {
        /// It waits for its turn or for its next attempt.
        QUEUED,
        /// A process claimed it and may be sending it now.
        SENDING,
        /// The provider accepted it.
        SENT,
        /// It reached the customer's device.
        DELIVERED,
        /// The customer read it.
        READ,
        /// The provider rejected it for good.
        REFUSED,
        /// It may have arrived; only a receipt or a person can tell.
        UNKNOWN,
        /// All attempts failed.
        DEAD,
        /// It is not sent, because a person took over or an earlier part of the message failed.
        WITHDRAWN;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether later parts of the conversation must wait for it.
        boolean isOpen() {
            return this == QUEUED || this == SENDING;
        }

        /// Whether the customer will not get it, so that staff must be told.
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
                row.uuids("files"),
                row.findText("uploaded"),
                row.findNumber("epoch"),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.integer("attempt"),
                row.instant("due_at"),
                row.findUuid("claim"),
                row.findText("external_id"),
                row.findText("error"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    Delivery become(State next, Optional<String> reason) {
        return with(next, attempt, dueAt, externalId, reason, epoch);
    }

    Delivery later(Instant due, String reason) {
        return with(State.QUEUED, attempt, due, externalId, Optional.of(reason), epoch);
    }

    /// Records the provider's id, unless the id is blank or one is known already.
    Delivery named(String name) {
        return with(
                state,
                attempt,
                dueAt,
                externalId.or(() -> Optional.of(name).filter(known -> !known.isBlank())),
                error,
                epoch);
    }

    /// Queues it again with a fresh count of attempts. A person decided that, so a takeover no longer withdraws it.
    Delivery again(Instant now) {
        return with(State.QUEUED, 0, now, Optional.empty(), Optional.empty(), Optional.empty())
                .withoutUpload();
    }

    /// The provider may have removed the file meanwhile.
    private Delivery withoutUpload() {
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
                files,
                Optional.empty(),
                epoch,
                state,
                attempt,
                dueAt,
                claim,
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
                files,
                uploaded,
                fence,
                next,
                tries,
                due,
                claim,
                name,
                reason,
                createdAt,
                updatedAt);
    }

    /// The representation for staff.
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
        json.put("files", files.stream().map(UUID::toString).toList());
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
