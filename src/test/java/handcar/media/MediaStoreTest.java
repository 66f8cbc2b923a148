package handcar.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

final class MediaStoreTest {
    private static Database db;
    private static MediaStore store;

    @BeforeAll
    static void open() {
        db = TestDatabase.migrated();
        store = new MediaStore(db, MediaLimits.of(1, 90));
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static StoredBytes written(byte[] bytes) throws Exception {
        return store.write(new ByteArrayInputStream(bytes), Optional.empty(), Long.MAX_VALUE);
    }

    private static MediaFile added(StoredBytes bytes) {
        NewMediaFile media =
                new NewMediaFile(
                        Optional.empty(),
                        0,
                        "file",
                        Optional.empty(),
                        Optional.of("a.bin"),
                        Optional.empty(),
                        new JsonView(Map.of()),
                        Optional.of("ann"));
        return db.tx(tx -> store.add(tx, media, bytes));
    }

    @Test
    void bytesComeBackFromEveryOffset() throws Exception {
        for (int size : List.of(0, 1, 262_143, 262_144, 262_145, 700_001)) {
            byte[] bytes = bytes(size);
            MediaFile media = added(written(bytes));
            assertEquals(size, media.size().orElseThrow());
            for (int from : List.of(0, size / 2, Math.max(0, size - 1), size)) {
                try (InputStream in = store.open(media, from).orElseThrow()) {
                    assertArrayEquals(
                            Arrays.copyOfRange(bytes, from, size),
                            in.readAllBytes(),
                            size + " from " + from);
                }
            }
        }
    }

    @Test
    void moreThanTheLimitIsRefusedAndLeavesNothing() {
        long before = blobs();
        assertThrows(MediaTooLargeException.class, () -> written(bytes(1024 * 1024 + 1)));
        assertEquals(before, blobs());
    }

    @Test
    void bytesThatNoRowNamesAreRemoved() throws Exception {
        StoredBytes orphan = written(bytes(10));
        MediaFile named = added(written(bytes(11)));
        store.sweep(Instant.EPOCH, Instant.now().plusSeconds(60), 1_000);
        assertTrue(store.open(named, 0).orElseThrow().read() >= 0);
        assertEquals(
                0, count("SELECT count(*) FROM media_blobs WHERE id = '" + orphan.blob() + "'"));
        assertEquals(
                0,
                count("SELECT count(*) FROM media_chunks WHERE blob_id = '" + orphan.blob() + "'"));
    }

    private static long blobs() {
        return count("SELECT count(*) FROM media_blobs");
    }

    private static long count(String sql) {
        try (var connection = db.source().getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
