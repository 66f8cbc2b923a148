package handcar.chat;

import module java.base;

import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.problem.Cursor;

/// The rows of contacts, and how much they wrote.
final class ContactStore {
    private final Database db;

    ContactStore(Database db) {
        this.db = db;
    }

    void update(Db tx, UUID contactId, NewContact news) {
        tx.named("chat.update-contact")
                .with("id", contactId)
                .with("name", news.name())
                .with("email", news.email())
                .with("phone", news.phone())
                .with("attributes", Jsonb.of(news.attributes()))
                .change();
    }

    List<Contact> page(
            Optional<String> channel, Optional<String> q, Optional<Cursor> before, int limit) {
        return InboxStore.paged(db.named("chat.contacts"), q, before, limit)
                .with("channel", channel)
                .list(Contact::of);
    }

    Optional<Contact> find(UUID id) {
        return db.named("chat.contact").with("id", id).first(Contact::of);
    }

    /// Under which ids a contact is known where.
    List<Map<String, String>> channels(UUID id) {
        return db.named("chat.contact-channels")
                .with("id", id)
                .list(
                        row ->
                                Map.of(
                                        "channel", row.text("channel"),
                                        "account", row.text("account"),
                                        "external_id", row.text("external_id")));
    }

    /// The contacts of these conversations who wrote more than is answered, each with the window of the limit they exceeded.
    Map<UUID, Duration> overLimit(
            Db tx, List<LockedConversation> conversations, MessageLimits limits) {
        Map<UUID, Duration> over = new HashMap<>();
        tx.named("chat.over-limit")
                .with(
                        "contacts",
                        conversations.stream()
                                .map(LockedConversation::contact)
                                .distinct()
                                .toArray(UUID[]::new))
                .with("per_minute", limits.perMinute())
                .with("per_hour", limits.perHour())
                .with("most", limits.mostRead())
                .list(row -> Map.entry(row.uuid("contact_id"), row.flag("in_an_hour")))
                .forEach(
                        row ->
                                over.put(
                                        row.getKey(),
                                        row.getValue()
                                                ? Duration.ofHours(1)
                                                : Duration.ofMinutes(1)));
        return over;
    }

    /// Whether the contact got an error event with this code within the window.
    boolean wasReported(Db tx, UUID contactId, String code, Duration window) {
        return tx.named("chat.was-reported")
                .with("contact_id", contactId)
                .with("code", code)
                .with("seconds", (double) window.toSeconds())
                .only(row -> row.flag("reported"));
    }
}
