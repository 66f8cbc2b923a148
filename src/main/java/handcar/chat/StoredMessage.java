package handcar.chat;

import handcar.db.Row;

import java.util.UUID;

/// A customer's message that was kept just now, as far as what follows needs it.
///
/// @param name the provider's own name for it
public record StoredMessage(UUID id, UUID conversation, long seq, String name, String content) {
    static StoredMessage of(Row row) {
        return new StoredMessage(
                row.uuid("id"),
                row.uuid("conversation_id"),
                row.number("seq"),
                row.text("client_id"),
                row.text("content"));
    }
}
