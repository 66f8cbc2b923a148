package handcar.chat;

/// What became of an answer.
public sealed interface ReplyResult {
    /// It is in the conversation.
    record Sent(Message message) implements ReplyResult {}

    /// A person stepped in while it was written; it was not sent and must not be.
    record Overtaken() implements ReplyResult {}

    /// What it answers was answered before; it was not sent.
    record AlreadyAnswered() implements ReplyResult {}
}
