package handcar.chat;

import module java.base;

/// What a message says now, after who wrote it outside edited it.
///
/// @param name the sender's id for the message
/// @param authors whose messages may be meant
/// @param original the whole text, when the content is only its beginning
/// @param places take the place of the message's attachments when there are some
/// @param captions `{reference, caption}` of each file as it is captioned now
/// @param words whether the content is written by a person: what was a stand-in until now is answered
public record MessageRevision(
        String name,
        List<Author> authors,
        String content,
        Optional<String> original,
        List<Map<String, Object>> places,
        List<Map<String, Object>> captions,
        Instant at,
        boolean words) {}
