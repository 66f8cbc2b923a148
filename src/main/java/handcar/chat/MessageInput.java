package handcar.chat;

import module java.base;

/// A message that somebody sends. It is stored once by its `clientId`, which the sender chooses, however often it is sent.
public record MessageInput(String content, Optional<String> clientId) {
    /// In code points.
    public static final int LONGEST = 10_000;

    public MessageInput {
        int length = content.codePointCount(0, content.length());
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("a message has 1 to " + LONGEST + " characters");
        }
    }

    /// A message without a client id.
    public static MessageInput of(String content) {
        return new MessageInput(content, Optional.empty());
    }
}
