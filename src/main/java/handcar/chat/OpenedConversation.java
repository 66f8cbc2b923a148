package handcar.chat;

import module java.base;

/// A conversation that has just begun, with its first message if there was one.
public record OpenedConversation(Conversation conversation, Optional<Message> message) {}
