package handcar.chat;

import module java.base;

import handcar.db.Database;
import handcar.db.Statement;
import handcar.problem.Cursor;
import handcar.problem.Page;

/// The lists that staff read: conversations, their messages, contacts.
public final class InboxStore {
    private final Database db;
    private final ContactStore contacts;

    public InboxStore(Database db) {
        this.db = db;
        this.contacts = new ContactStore(db);
    }

    /// A page of the conversations.
    public Page<Conversation> page(ConversationFilter filter, Optional<Cursor> behind, int limit) {
        List<Conversation> found =
                paged(db.named("chat.page"), filter.q(), behind, limit + 1)
                        .with("view", filter.view())
                        .with("me", filter.me())
                        .with("oldest", filter.oldestFirst())
                        .with("status", filter.status().map(ConversationStatus::wire))
                        .with("channel", filter.channel())
                        .with("agent", filter.agent())
                        .with("assignee", filter.assignee())
                        .with("tag", filter.tag())
                        .with("stage", filter.stage())
                        .list(Conversation::of);
        return Page.of(found, limit, filter::cursor);
    }

    /// These conversations by their ids; one that is gone is missing.
    public Map<UUID, Conversation> find(Set<UUID> ids) {
        return db
                .named("chat.find-all")
                .with("ids", ids.toArray(UUID[]::new))
                .list(Conversation::of)
                .stream()
                .collect(Collectors.toMap(Conversation::id, each -> each));
    }

    /// Messages and notes with all words of a query, newest first.
    public Page<Message> search(String query, Optional<Cursor> behind, int limit) {
        boolean spaced = !MessageExcerpt.hasScriptWithoutSpaces(query);
        List<Message> found =
                paged(
                                db.named("chat.search-messages"),
                                Optional.of(query).filter(_ -> !spaced),
                                behind,
                                limit + 1)
                        .with("words", spaced ? query : null)
                        .list(Message::of);
        return Page.of(found, limit, InboxStore::cursor);
    }

    /// How many conversations each view has, by its name.
    ///
    /// @param me whose the view `mine` is
    public Map<String, Long> counts(String me) {
        return db.named("chat.counts")
                .with("me", me)
                .only(
                        row -> {
                            Map<String, Long> counts = new LinkedHashMap<>();
                            for (InboxView view : InboxView.values()) {
                                String name = view.name().toLowerCase(Locale.ROOT);
                                counts.put(
                                        name, row.number(view == InboxView.ALL ? "whole" : name));
                            }
                            return counts;
                        });
    }

    /// The messages and notes after an event, oldest first.
    ///
    /// @param after -1 is the beginning
    public Page<Message> after(UUID conversation, long after, Optional<Cursor> behind, int limit) {
        List<Message> found =
                db.named("chat.thread-with-notes")
                        .with("conversation_id", conversation)
                        .with("after", after)
                        .with("behind", behind.map(Cursor::id))
                        .with("limit", limit + 1)
                        .list(Message::of);
        return Page.of(found, limit, InboxStore::cursor);
    }

    /// The newest messages and notes, or the newest before an event, oldest first. A note stays with the message it stands behind, so
    /// there may be some more than `limit`. The page's cursor leads to what is older.
    public Page<Message> before(
            UUID conversation, OptionalLong before, Optional<Cursor> behind, int limit) {
        List<Line> found =
                db.named("chat.thread-before")
                        .with("conversation_id", conversation)
                        .with("before", before.isPresent() ? before.getAsLong() : null)
                        .with("behind", behind.map(Cursor::id))
                        .with("limit", limit)
                        .list(row -> new Line(Message.of(row), row.flag("older")));
        return new Page<>(
                found.stream().map(Line::message).toList(),
                found.stream().findFirst().filter(Line::older).map(line -> cursor(line.message())));
    }

    /// @param older whether there is more before it and those beside it
    private record Line(Message message, boolean older) {}

    private static Cursor cursor(Message end) {
        return new Cursor(end.createdAt(), end.id());
    }

    /// Every tag that conversations have with how many have it, the most used first.
    public Map<String, Long> tags() {
        return db
                .named("chat.tags")
                .list(row -> Map.entry(row.text("tag"), row.number("conversations")))
                .stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    /// A contact as JSON, with the ids under which it is known.
    public Optional<Map<String, Object>> contact(UUID id) {
        return contacts.find(id)
                .map(
                        contact -> {
                            Map<String, Object> json = contact.json();
                            json.put("channels", contacts.channels(id));
                            return json;
                        });
    }

    /// A page of a contact's conversations, the latest first.
    public Page<Conversation> ofContact(UUID contact, Optional<Cursor> behind, int limit) {
        List<Conversation> found =
                paged(db.named("chat.of-contact"), Optional.empty(), behind, limit + 1)
                        .with("contact", contact)
                        .list(Conversation::of);
        return Page.of(found, limit, row -> new Cursor(row.lastMessageAt(), row.id()));
    }

    /// A page of the contacts, newest first.
    public Page<Contact> contacts(
            Optional<String> channel, Optional<String> q, Optional<Cursor> behind, int limit) {
        return Page.of(
                contacts.page(channel, q, behind, limit + 1),
                limit,
                row -> new Cursor(row.createdAt(), row.id()));
    }

    static Statement paged(
            Statement statement, Optional<String> q, Optional<Cursor> behind, int limit) {
        return statement
                .with("pattern", q.map(InboxStore::pattern))
                .with("before", behind.map(Cursor::at))
                .with("before_id", behind.map(Cursor::id))
                .with("limit", limit);
    }

    /// Escapes `%` and `_`, which mean themselves in a search.
    private static String pattern(String q) {
        return "%" + q.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
