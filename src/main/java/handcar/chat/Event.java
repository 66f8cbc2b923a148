package handcar.chat;

import handcar.db.Row;

import java.util.Map;

/// One thing that happened in a conversation, as its listeners hear it: `message`, `status` or `error`.
record Event(long seq, String name, Map<String, Object> data) {
    static final String MESSAGE = "message";

    static Event of(Row row) {
        String kind = row.text("kind");
        return new Event(
                row.number("event_seq"),
                kind,
                kind.equals(MESSAGE) ? Message.of(row).json() : row.object("data"));
    }
}
