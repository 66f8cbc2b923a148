package handcar.chat;

/// The views of the inbox.
public enum InboxView {
    /// What waits for a person: it was handed over, or the customer wrote after a person or in a pause of the agent; not what is put off.
    WAITING,
    /// Whose assignee is the member of staff who asks.
    MINE,
    /// What a person has or is needed for, and nobody is responsible for.
    UNASSIGNED,
    /// What the agent has.
    AGENT,
    CLOSED,
    /// Where a note names the member of staff who asks.
    MENTIONED,
    ALL
}
