package handcar.chat;

import module java.base;

/// What a message says now, after who wrote it outside edited it.
///
/// @param name the sender's id for the message
/// @param places take the place of the message's attachments when there are some
public record MessageRevision(
        String name, String content, List<Map<String, Object>> places, Instant at) {}
