package handcar.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names of files that say what the files are.
final class FileNamesTest {
    @ParameterizedTest
    @CsvSource({
        "holiday.jpg, image/jpeg, holiday.jpg",
        "HOLIDAY.JPEG, image/jpeg, HOLIDAY.JPEG",
        "holiday.jpg, application/pdf, holiday.jpg.pdf",
        "pic.html, image/png, pic.html.png",
        "pic.svg, image/gif, pic.svg.gif",
        "song.exe, audio/mpeg, song.exe.mp3",
        "x.jpg, text/html, x.jpg.txt",
        "x.jpg, application/octet-stream, x.jpg.bin",
        "tool.jar, application/zip, tool.jar",
        "book.epub, application/zip, book.epub",
        "photo.jpg, application/zip, photo.jpg.zip",
        "notes, image/png, notes",
        "'\u202Enotes\u2067\u0085.png', image/png, notes .png",
        "prices.csv, text/csv, prices.csv"
    })
    void theEndingIsTheOneOfTheBytes(String given, String type, String name) {
        assertEquals(name, FileNames.of(given, new MediaType(type)));
    }
}
