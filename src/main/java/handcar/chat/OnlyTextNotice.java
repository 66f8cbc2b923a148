package handcar.chat;

import module java.base;

import handcar.db.Tx;

/// Tells a customer who sent only what the agent cannot read (pictures, places) what it can read, and one who filled in a form
/// that it has arrived, each once in a conversation. Staff see what was sent, and the conversation waits for them.
public final class OnlyTextNotice {
    private final ChatStore store;
    private final MessageWriter writer;

    public OnlyTextNotice(Conversations conversations) {
        this.store = conversations.store();
        this.writer = conversations.writer();
    }

    /// Tells the customer, unless they were told, a person has the conversation, or words came meanwhile, which have a run of
    /// their own.
    ///
    /// @param lastMessages how many messages a turn has
    /// @param language ISO 639-1
    public void tell(Tx tx, UUID id, int lastMessages, String language) {
        Conversation now = writer.lock(tx, id);
        AgentTurn turn = new AgentTurn(now, store.latest(tx, id, lastMessages));
        if (!turn.isWordless()) {
            return;
        }
        boolean isForm = turn.endsWithFields();
        String once = isForm ? "chat.tell-fields-arrived" : "chat.tell-only-text";
        if (tx.named(once).with("id", id).change() > 0) {
            MessageDraft draft =
                    MessageDraft.system(
                            isForm
                                    ? CustomerNotices.fieldsArrived(language)
                                    : CustomerNotices.onlyText(language));
            // one short text, so formatting it under the lock costs nothing
            writer.write(tx, now, draft, writer.prepare(tx, now, draft));
        }
    }
}
