package handcar.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MediaTypeTest {
    private static MediaType of(String start, String declared) {
        return MediaType.of(
                start.getBytes(StandardCharsets.ISO_8859_1),
                Optional.of(declared).filter(type -> !type.isEmpty()));
    }

    @ParameterizedTest
    @CsvSource({
        "FFD8FFE000104A464946, image/png, image/jpeg",
        "89504E470D0A1A0A0000, text/html, image/png",
        "474946383961, , image/gif",
        "52494646000000005745425056503820, , image/webp",
        "0000001C66747970617669660000, , image/avif",
        "0000001C66747970686569630000, image/jpeg, image/heic",
        "0000001C6674797069736F6D0000, video/mp4, video/mp4",
        "0000001C6674797069736F6D0000, audio/mp4, audio/mp4",
        "0000001C667479704D3441200000, , audio/mp4",
        "4F676753000200000000, 'audio/ogg; codecs=opus', audio/ogg",
        "1A45DFA3000000, audio/webm, audio/webm",
        "1A45DFA3000000, , video/webm",
        "494433040000, , audio/mpeg",
        "FFFB9044, , audio/mpeg",
        "FFF15080, , audio/aac",
        "2321414D520A, , audio/amr",
        "255044462D312E37, image/jpeg, application/pdf",
        "504B0304140000, application/vnd.openxmlformats-officedocument.wordprocessingml.document,"
                + " application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "504B0304140000, text/html, application/zip",
        "4D5A90000300000004, application/x-msdownload, application/octet-stream"
    })
    void theBytesDecide(String hex, String declared, String expected) {
        byte[] head = HexFormat.of().parseHex(hex);
        assertEquals(expected, MediaType.of(head, Optional.ofNullable(declared)).mimeType());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><script>alert(1)</script>",
                "<!DOCTYPE html>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<?xml version='1.0'?><svg/>",
                "  \n<ScRiPt>alert(1)",
                "GIF <script>alert(1)</script>",
                "<img src=x onerror=alert(1)>"
            })
    void whatABrowserWouldRunIsOnlyDownloaded(String text) {
        for (String declared :
                List.of("text/html", "image/svg+xml", "image/png", "text/plain", "audio/ogg")) {
            MediaType type = of(text, declared);
            assertEquals(MediaType.UNKNOWN, type, text + " as " + declared);
            assertFalse(type.isShown());
        }
    }

    @Test
    void aScriptIsAText() {
        MediaType type = of("alert(1)", "application/javascript");
        assertEquals("text/plain", type.mimeType());
        assertFalse(type.isShown());
        assertEquals("file", type.kind());
    }

    @Test
    void picturesSoundAndFilmsAreShown() {
        assertTrue(of("GIF89a", "").isShown());
        assertEquals("audio", of("OggS", "").kind());
        assertEquals("video", of("\0\0\0\34ftypisom\0\0", "").kind());
    }

    @ParameterizedTest
    @CsvSource({
        "holiday.jpg, image/jpeg, holiday.jpg",
        "holiday.JPEG, image/jpeg, holiday.JPEG",
        "holiday.jpg, application/pdf, holiday.jpg.pdf",
        "invoice.pdf, application/octet-stream, invoice.pdf.bin",
        "invoice.pdf, text/plain, invoice.pdf.txt",
        "song.mp3, video/mp4, song.mp3.mp4",
        "voice.opus, audio/ogg, voice.opus",
        "letter.docx, application/zip, letter.docx",
        "letter.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document,"
                + " letter.docx",
        "letter.docx, text/plain, letter.docx.txt",
        "plan.dwg, application/octet-stream, plan.dwg",
        "list.csv, text/plain, list.csv",
        "letter, application/pdf, letter",
        "pdf, image/png, pdf"
    })
    void aNameWhoseEndingClaimsAnotherKindGetsTheRightOne(String name, String type, String told) {
        assertEquals(told, FileNames.of(name, new MediaType(type)));
    }
}
