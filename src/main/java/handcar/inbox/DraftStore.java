package handcar.inbox;

import module java.base;

import handcar.chat.StaffActor;
import handcar.db.Database;

/// What each member of staff has begun to write in each conversation.
final class DraftStore {
    private final Database db;

    DraftStore(Database db) {
        this.db = db;
    }

    /// The JSON of a draft.
    record Draft(String content, Optional<Instant> updatedAt) {
        static final Draft NONE = new Draft("", Optional.empty());

        Map<String, Object> json() {
            Map<String, Object> json = new HashMap<>();
            json.put("content", content);
            json.put("updated_at", updatedAt.map(Instant::toString).orElse(null));
            return json;
        }
    }

    Draft find(UUID conversation, StaffActor by) {
        return db.named("inbox.find-draft")
                .with("conversation", conversation)
                .with("author", by.name())
                .first(row -> new Draft(row.text("content"), row.findInstant("updated_at")))
                .orElse(Draft.NONE);
    }

    Draft keep(UUID conversation, StaffActor by, String content) {
        return db.named("inbox.keep-draft")
                .with("conversation", conversation)
                .with("author", by.name())
                .with("content", content)
                .only(row -> new Draft(row.text("content"), row.findInstant("updated_at")));
    }

    void drop(UUID conversation, StaffActor by) {
        db.named("inbox.drop-draft")
                .with("conversation", conversation)
                .with("author", by.name())
                .change();
    }
}
