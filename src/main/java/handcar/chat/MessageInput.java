package handcar.chat;

import java.util.Optional;

/// What somebody sends. Under the same `clientId`, their own name for it, it is kept once however often it comes.
public record MessageInput(String content, Optional<String> clientId) {
    /// The contract's bounds, in code points.
    public static final int LONGEST = 10_000;

    public MessageInput {
        int length = content.codePointCount(0, content.length());
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("a message has 1 to " + LONGEST + " characters");
        }
    }

    /// A message without a name.
    public static MessageInput of(String content) {
        return new MessageInput(content, Optional.empty());
    }
}
