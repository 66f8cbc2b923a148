package handcar.inbox;

import module java.base;

import handcar.audit.Actor;
import handcar.chat.MessageInput;
import handcar.chat.StaffActor;
import handcar.db.Row;
import handcar.json.JsonView;

/// A reply that is sent later, by whoever wrote it.
///
/// @param expectedSeq not sent when somebody of staff has answered after this event
record ScheduledReply(
        UUID id,
        UUID conversation,
        StaffActor by,
        MessageInput input,
        OptionalLong expectedSeq,
        Instant sendAt,
        Instant createdAt) {

    static ScheduledReply of(Row row) {
        JsonView actor = new JsonView(row.object("actor"));
        return new ScheduledReply(
                row.uuid("id"),
                row.uuid("conversation_id"),
                new StaffActor(
                        row.text("author_id"),
                        new Actor(
                                actor.text("kind").orElseThrow(),
                                actor.text("id").map(UUID::fromString),
                                actor.text("name").orElse(""))),
                new MessageInput(
                        row.text("content"), row.findText("client_id"), row.uuids("files")),
                row.findNumber("expected_seq").stream().mapToLong(Long::longValue).findFirst(),
                row.instant("send_at"),
                row.instant("created_at"));
    }

    /// The JSON for staff.
    Map<String, Object> json() {
        return Map.of(
                "id", id.toString(),
                "conversation_id", conversation.toString(),
                "author_id", by.name(),
                "author_name", by.actor().name(),
                "content", input.content(),
                "attachments", input.files().stream().map(UUID::toString).toList(),
                "send_at", sendAt.toString(),
                "created_at", createdAt.toString());
    }
}
