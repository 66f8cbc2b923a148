package handcar.testing;

import handcar.db.Database;
import handcar.media.MediaLimits;
import handcar.media.MediaStore;

/// The files of messages as a server keeps them by default.
public final class TestMedia {
    private TestMedia() {}

    public static MediaStore store(Database db) {
        return new MediaStore(db, MediaLimits.of(16, 90));
    }
}
