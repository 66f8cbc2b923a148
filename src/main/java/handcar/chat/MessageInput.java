package handcar.chat;

import module java.base;

/// A message that somebody sends. It is stored once by its `clientId`, which the sender chooses, however often it is sent.
///
/// @param content empty only when there are files
/// @param files that were uploaded before, in their order
public record MessageInput(String content, Optional<String> clientId, List<UUID> files) {
    /// In code points.
    public static final int LONGEST = 10_000;

    public MessageInput {
        files = List.copyOf(files);
        int length = content.codePointCount(0, content.length());
        if ((length < 1 && files.isEmpty()) || length > LONGEST) {
            throw new IllegalArgumentException("a message has 1 to " + LONGEST + " characters");
        }
    }

    /// A message without files.
    public MessageInput(String content, Optional<String> clientId) {
        this(content, clientId, List.of());
    }

    /// A message without a client id.
    public static MessageInput of(String content) {
        return new MessageInput(content, Optional.empty());
    }
}
