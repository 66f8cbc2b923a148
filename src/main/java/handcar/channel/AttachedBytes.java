package handcar.channel;

import handcar.media.StoredBytes;

/// The bytes of a file that came with its message.
public sealed interface AttachedBytes {
    /// They are a part of the event.
    record Encoded(String base64) implements AttachedBytes {}

    /// They were stored while the message was read.
    record Stored(StoredBytes bytes) implements AttachedBytes {}

    /// They are where the attachment's reference leads, although it is no file of the sender's: a story they share, a card.
    record Referred() implements AttachedBytes {}

    /// They are more than what is kept.
    record TooLarge() implements AttachedBytes {}
}
