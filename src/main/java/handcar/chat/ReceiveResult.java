package handcar.chat;

/// What became of something sent: the message that is kept, and whether it is new or had been kept before.
public record ReceiveResult(Message message, boolean isNew) {}
