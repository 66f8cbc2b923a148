package handcar.channel.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How many files of one contact are kept in a day: three, or a megabyte of them.
final class FileLimitsTest {
    private static final int FILES = 3;
    private static final MediaFixture FIXTURE =
            new MediaFixture(
                    Map.of(
                            "OPENAI_API_KEY", "",
                            "MEDIA_FILES_PER_CONTACT_PER_DAY", Integer.toString(FILES),
                            "MEDIA_MB_PER_CONTACT_PER_DAY", "1"));
    private static final String REASON =
            "At most 3 files and 1 MB of one contact are kept in a day (UTC).";

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp", "360dialog", "telegram", "evolution"})
    void ofFurtherFilesStaffSeeTheReasonAndOthersAreNotAffected(String channel) {
        FIXTURE.provider.file = new byte[100];
        String ann = FIXTURE.arrives(channel, "document");
        FIXTURE.attachment(ann, "stored");
        for (int i = 1; i < FILES; i++) {
            FIXTURE.arrives(channel, "document", ann);
            FIXTURE.attachment(ann, i, "stored");
        }
        FIXTURE.arrives(channel, "document", ann);
        JsonView refused = FIXTURE.attachment(ann, FILES, "too_large");
        assertEquals(REASON, refused.text("error").orElseThrow());
        assertEquals(FILES + 1, FIXTURE.from("contact", ann).size(), "the message is kept");
        FIXTURE.attachment(FIXTURE.arrives(channel, "document"), "stored");
    }

    @Test
    void bytesAreCountedAsTheyCome() {
        FIXTURE.provider.file = new byte[700_000];
        String ann = FIXTURE.arrives("whatsapp", "document");
        FIXTURE.attachment(ann, "stored");
        FIXTURE.arrives("whatsapp", "document", ann);
        FIXTURE.attachment(ann, 1, "stored");
        FIXTURE.arrives("whatsapp", "document", ann);
        assertTrue(FIXTURE.attachment(ann, 2, "too_large").text("error").orElse("").equals(REASON));
    }

    @Test
    void theNextDayBeginsAnew() {
        FIXTURE.provider.file = new byte[100];
        String ann = FIXTURE.arrives("whatsapp", "document");
        FIXTURE.attachment(ann, "stored");
        FIXTURE.shop.update("UPDATE contact_days SET files = 100");
        FIXTURE.arrives("whatsapp", "document", ann);
        FIXTURE.attachment(ann, 1, "too_large");
        FIXTURE.shop.update("UPDATE contact_days SET day = day - 1");
        FIXTURE.arrives("whatsapp", "document", ann);
        FIXTURE.attachment(ann, 2, "stored");
    }
}
