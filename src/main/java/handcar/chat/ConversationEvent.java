package handcar.chat;

import module java.base;

import handcar.db.Row;
import handcar.http.stream.StreamEvent;

/// An event of a conversation as subscribers receive it: `message`, `status` or `error`.
public record ConversationEvent(long seq, String name, Map<String, Object> data) {
    static final String MESSAGE = "message";

    public static ConversationEvent of(Row row) {
        String kind = row.text("kind");
        return new ConversationEvent(
                row.number("event_seq"),
                kind,
                kind.equals(MESSAGE) ? Message.of(row).json() : row.object("data"));
    }

    public StreamEvent text() {
        return StreamEvent.of(OptionalLong.of(seq), name, data);
    }

    /// Whether the agent does not answer from here on.
    public boolean takesTheBotOff() {
        return name.equals("status")
                && !ConversationStatus.AI_ACTIVE.wire().equals(data.get("status"));
    }

    /// Whether it is the message with this id.
    public boolean isMessage(UUID id) {
        return name.equals(MESSAGE) && id.toString().equals(data.get("id"));
    }
}
