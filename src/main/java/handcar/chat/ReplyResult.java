package handcar.chat;

/// The result of an answer.
public sealed interface ReplyResult {
    /// The answer is stored and sent.
    record Sent(Message message) implements ReplyResult {}

    /// A person took over while it was written; it was not sent.
    record Overtaken() implements ReplyResult {}

    /// Its question was answered before; it was not sent.
    record AlreadyAnswered() implements ReplyResult {}
}
