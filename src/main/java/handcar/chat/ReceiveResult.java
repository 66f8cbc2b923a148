package handcar.chat;

/// The stored message, and whether it is new or a duplicate.
public record ReceiveResult(Message message, boolean isNew) {}
