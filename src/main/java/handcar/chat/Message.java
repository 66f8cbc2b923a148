package handcar.chat;

import handcar.db.Row;
import handcar.json.JsonView;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Something said in a conversation. `seq` is its place among all events of the conversation; a private note, which only
/// staff see, has the `seq` of the event it stands behind.
public record Message(
        UUID id,
        long seq,
        UUID conversationId,
        Author author,
        Optional<String> authorId,
        String content,
        boolean isPrivate,
        List<Citation> citations,
        String channel,
        Map<String, Object> delivery,
        Instant createdAt) {

    static Message of(Row row) {
        return new Message(
                row.uuid("id"),
                row.number("seq"),
                row.uuid("conversation_id"),
                Author.of(row.text("author")),
                row.findText("author_id"),
                row.text("content"),
                row.flag("private"),
                row.array("citations").stream().map(JsonView::new).map(Citation::of).toList(),
                row.text("channel"),
                row.object("delivery"),
                row.instant("created_at"));
    }

    /// The contract's shape, as the customer sees it.
    public Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("id", id.toString());
        json.put("seq", seq);
        json.put("conversation_id", conversationId.toString());
        json.put("author", author.wire());
        json.put("content", content);
        json.put("citations", citations.stream().map(Citation::json).toList());
        json.put("channel", channel);
        json.put("delivery", delivery);
        json.put("created_at", createdAt.toString());
        return json;
    }

    /// The same with what only staff may know.
    public Map<String, Object> staffJson() {
        Map<String, Object> json = json();
        json.put("author_id", authorId.orElse(null));
        json.put("private", isPrivate);
        return json;
    }
}
