package handcar.media;

import module java.base;

import handcar.db.Row;
import handcar.json.JsonView;

/// A file of a message.
///
/// @param messageId empty until an uploaded file is sent
/// @param position its place among the message's attachments, from 0
/// @param kind `image`, `audio`, `video`, `file` or `sticker`
/// @param mimeType what its bytes are; before they are here, what the sender says
/// @param size in bytes
/// @param error why it is not here, for staff
/// @param source where the provider keeps it
/// @param createdBy the member of staff who uploaded it
/// @param blob its bytes
public record MediaFile(
        UUID id,
        Optional<UUID> messageId,
        int position,
        String kind,
        Optional<String> mimeType,
        Optional<String> name,
        Optional<Long> size,
        State state,
        Optional<String> error,
        JsonView source,
        Optional<String> createdBy,
        Optional<UUID> blob) {

    /// Where its bytes are.
    public enum State {
        /// At the provider; a job fetches them.
        WAITING,
        STORED,
        /// Larger than what is kept.
        TOO_LARGE,
        /// The provider does not give them.
        FAILED,
        /// They were kept as long as they had to be.
        EXPIRED;

        /// Its name in JSON and in the database.
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static MediaFile of(Row row) {
        return new MediaFile(
                row.uuid("id"),
                row.findUuid("message_id"),
                row.integer("position"),
                row.text("kind"),
                row.findText("mime_type"),
                row.findText("name"),
                row.findNumber("size"),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.findText("error"),
                new JsonView(row.object("source")),
                row.findText("created_by"),
                row.findUuid("blob_id"));
    }

    /// What an attachment in the JSON of a message tells of it.
    public Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("media_id", id.toString());
        json.put("type", kind);
        json.put("mime_type", mimeType.orElse(null));
        json.put("name", name.orElse(null));
        json.put("size", size.orElse(null));
        json.put("state", state.wire());
        json.put("error", error.orElse(null));
        return json;
    }
}
