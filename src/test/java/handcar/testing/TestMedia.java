package handcar.testing;

import module java.base;

import handcar.db.Database;
import handcar.json.JsonView;
import handcar.media.MediaLimits;
import handcar.media.MediaStore;
import handcar.media.MediaTooLargeException;
import handcar.media.NewMediaFile;
import handcar.media.StoredBytes;

/// The files of messages as a server keeps them by default.
public final class TestMedia {
    private TestMedia() {}

    public static MediaStore store(Database db) {
        return new MediaStore(db, MediaLimits.of(16, 90));
    }

    /// A file that somebody of staff uploaded and has not sent yet; its id.
    public static UUID uploaded(Database db, String by, String name, String type, byte[] bytes) {
        MediaStore media = store(db);
        try {
            StoredBytes stored =
                    media.write(new ByteArrayInputStream(bytes), Optional.of(type), bytes.length);
            return media.add(
                            new NewMediaFile(
                                    Optional.empty(),
                                    0,
                                    stored.type().kind(),
                                    Optional.of(type),
                                    Optional.of(name),
                                    Optional.empty(),
                                    new JsonView(Map.of()),
                                    Optional.of(by)),
                            stored)
                    .id();
        } catch (IOException | MediaTooLargeException e) {
            throw new IllegalStateException(e);
        }
    }
}
