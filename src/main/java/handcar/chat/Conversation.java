package handcar.chat;

import module java.base;

import handcar.db.Row;

/// A conversation with a contact. `epoch` is the fence that a person raises by taking over; `contactSeq` is the customer's
/// newest message and `answeredSeq` the newest one that was answered; `waitingSince` is when the customer wrote the oldest message
/// that nobody answered after; `preview` is the beginning of the last message as one line.
public record Conversation(
        UUID id,
        ConversationStatus status,
        String channel,
        String account,
        Optional<UUID> agentId,
        Contact contact,
        Optional<String> assignee,
        Optional<String> subject,
        List<String> tags,
        Priority priority,
        boolean unread,
        Optional<String> handoffReason,
        Optional<Instant> botPausedUntil,
        Optional<String> stage,
        Instant createdAt,
        Instant lastMessageAt,
        Optional<Instant> waitingSince,
        Optional<Instant> snoozedUntil,
        long unreadCount,
        String preview,
        Optional<String> summary,
        long epoch,
        long lastSeq,
        long contactSeq,
        long answeredSeq) {

    /// The channel of our own pages, which no provider carries.
    public static final String WEB = "web";

    private static final int LONGEST_PREVIEW = 140;

    static Conversation of(Row row) {
        return new Conversation(
                row.uuid("id"),
                ConversationStatus.of(row.text("status")),
                row.text("channel"),
                row.text("account"),
                row.findUuid("agent_id"),
                Contact.of(row),
                row.findText("assignee"),
                row.findText("subject"),
                row.texts("tags"),
                Priority.of(row.text("priority")),
                row.flag("unread"),
                row.findText("handoff_reason"),
                row.findInstant("bot_paused_until"),
                row.findText("stage"),
                row.instant("created_at"),
                row.instant("last_message_at"),
                row.findInstant("waiting_since"),
                row.findInstant("snoozed_until"),
                row.number("unread_count"),
                row.findText("preview").map(Conversation::line).orElse(""),
                row.findText("summary"),
                row.number("epoch"),
                row.number("last_seq"),
                row.number("contact_seq"),
                row.number("answered_seq"));
    }

    /// The beginning of a text as one line.
    private static String line(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int length = line.codePointCount(0, line.length());
        return length <= LONGEST_PREVIEW
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_PREVIEW)) + "…";
    }

    /// Whether the agent answers: nobody took over and it is not paused.
    public boolean botOwns() {
        return status == ConversationStatus.AI_ACTIVE && !isPaused();
    }

    /// Whether the agent is paused now.
    public boolean isPaused() {
        return botPausedUntil.filter(until -> until.isAfter(Instant.now())).isPresent();
    }

    /// Whether a message of the customer is unanswered.
    public boolean awaitsAnswer() {
        return contactSeq > answeredSeq;
    }

    /// The JSON of the API for staff.
    public Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("id", id.toString());
        json.put("status", status.wire());
        json.put("channel", channel);
        json.put("agent_id", agentId.map(UUID::toString).orElse(null));
        json.put("contact", contact.json());
        json.put("assignee", assignee.orElse(null));
        json.put("subject", subject.orElse(null));
        json.put("tags", tags);
        json.put("priority", priority.wire());
        json.put("unread", unread);
        json.put("handoff_reason", handoffReason.orElse(null));
        json.put("bot_paused_until", botPausedUntil.map(Instant::toString).orElse(null));
        json.put("stage", stage.orElse(null));
        json.put("created_at", createdAt.toString());
        json.put("last_message_at", lastMessageAt.toString());
        json.put("waiting_since", waitingSince.map(Instant::toString).orElse(null));
        json.put("snoozed_until", snoozedUntil.map(Instant::toString).orElse(null));
        json.put("unread_count", unreadCount);
        json.put("preview", preview);
        json.put("summary", summary.orElse(null));
        return json;
    }

    /// The JSON for the customer: the same fields without what only staff may see.
    public Map<String, Object> visitorJson() {
        Map<String, Object> json = json();
        json.put("assignee", null);
        json.put("tags", List.of());
        json.put("priority", Priority.NORMAL.wire());
        json.put("unread", false);
        json.put("handoff_reason", null);
        json.put("stage", null);
        json.put("waiting_since", null);
        json.put("snoozed_until", null);
        json.put("unread_count", 0);
        json.put("summary", null);
        return json;
    }
}
