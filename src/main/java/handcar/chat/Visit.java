package handcar.chat;

import module java.base;

import handcar.db.Row;

/// What the visitor of the web chat is told of their conversation besides its row.
///
/// @param lastSeq the number of its last event
/// @param seen the number of the last event that they have seen
/// @param unread how many messages to them came after that
/// @param email where they want to be answered when they are not there
/// @param staff the name of the person who has the conversation, if one has
public record Visit(
        long lastSeq, long seen, long unread, Optional<String> email, Optional<String> staff) {
    static Visit of(Row row) {
        return new Visit(
                row.number("last_seq"),
                row.number("visitor_seq"),
                row.number("unread"),
                row.findText("answer_email"),
                row.findText("staff"));
    }

    /// Adds it to the conversation's JSON.
    Map<String, Object> in(Map<String, Object> json) {
        json.put("assignee", staff.orElse(null));
        json.put("last_seq", lastSeq);
        json.put("seen_seq", seen);
        json.put("unread", unread > 0);
        json.put("unread_count", unread);
        json.put("answer_email", email.orElse(null));
        return json;
    }
}
