package handcar.media;

import module java.base;

import handcar.json.JsonView;

/// A file before its row exists.
///
/// @param messageId empty for a file that is uploaded before it is sent
/// @param position its place among the message's attachments, from 0
/// @param kind `image`, `audio`, `video`, `file` or `sticker`
/// @param mimeType as the sender says
/// @param size as the sender says
/// @param source where the provider keeps it
/// @param createdBy the member of staff who uploaded it
public record NewMediaFile(
        Optional<UUID> messageId,
        int position,
        String kind,
        Optional<String> mimeType,
        Optional<String> name,
        Optional<Long> size,
        JsonView source,
        Optional<String> createdBy) {}
