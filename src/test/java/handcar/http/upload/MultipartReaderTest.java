package handcar.http.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.http.Responses;
import handcar.http.server.HttpFixture;
import handcar.problem.Problem;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

final class MultipartReaderTest {
    private static final HttpFixture PLAY =
            new HttpFixture(
                    List.of(),
                    rules ->
                            rules.post(
                                    "/upload",
                                    (req, res) -> {
                                        List<Object> parts = new ArrayList<>();
                                        MultipartReader.read(
                                                req,
                                                part -> {
                                                    try {
                                                        long size =
                                                                part.stream().readAllBytes().length;
                                                        parts.add(
                                                                Map.of(
                                                                        "name",
                                                                        part.name(),
                                                                        "size",
                                                                        size));
                                                    } catch (IOException e) {
                                                        throw new IllegalStateException(e);
                                                    }
                                                });
                                        Responses.ok(req, res, Map.of("parts", parts));
                                    }));

    @AfterAll
    static void stop() {
        PLAY.close();
    }

    private static String file(String name, String content) {
        return "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + name
                + "\"\r\nContent-Type: text/plain\r\n\r\n"
                + content
                + "\r\n";
    }

    private static HttpResponse<String> upload(String type, String body) {
        return PLAY.send(
                PLAY.request("/api/more/upload")
                        .header("Content-Type", type)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        body, StandardCharsets.ISO_8859_1)));
    }

    private static List<String> names(String disposition) throws IOException {
        List<String> names = new ArrayList<>();
        String body = "--B\r\nContent-Disposition: " + disposition + "\r\n\r\nx\r\n--B--";
        MultipartReader.read(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                "B",
                part -> names.add(part.fileName().orElse("-")));
        return names;
    }

    @Test
    void filesAndFieldsArriveOneByOne() {
        HttpResponse<String> answer =
                upload(
                        "multipart/form-data; boundary=B",
                        file("a.txt", "hello")
                                + "--B\r\nContent-Disposition: form-data; name=agent\r\n\r\nada"
                                + "\r\n--B--\r\n");
        assertEquals(
                "{\"parts\":[{\"name\":\"file\",\"size\":5},{\"name\":\"agent\",\"size\":3}]}",
                answer.body()
                        .replaceAll(
                                "\\{\"size\":(\\d),\"name\":(\"\\w+\")}",
                                "{\"name\":$2,\"size\":$1}"));
    }

    @Test
    void contentThatNearlyLooksLikeABoundaryIsContent() throws IOException {
        byte[] tricky = "\r\n--\r\r\n--A\r\n\r\n-\r\n--b\r\n--".getBytes(StandardCharsets.UTF_8);
        String body =
                "--B\r\nContent-Disposition: form-data; name=x\r\n\r\n"
                        + new String(tricky, StandardCharsets.UTF_8)
                        + "\r\n--B--";
        List<byte[]> contents = new ArrayList<>();
        MultipartReader.read(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                "B",
                part -> contents.add(part.bytes(1000)));
        assertArrayEquals(tricky, contents.getFirst());
    }

    @Test
    void aFileNameIsJustAName() throws IOException {
        assertEquals(List.of("-"), names("form-data; name=x"));
        assertEquals(List.of("b.pdf"), names("form-data; name=x; filename=\"..\\\\a/b.pdf\""));
        assertEquals(List.of("passwd"), names("form-data; name=x; filename=\"../../etc/passwd\""));
        assertEquals(List.of("file"), names("form-data; name=x; filename=\"..\""));
        assertEquals(List.of("a\"b.txt"), names("form-data; name=x; filename=\"a%22b.txt\""));
        assertEquals(List.of("naïve.pdf"), names("form-data; name=x; filename=\"naïve.pdf\""));
        assertEquals(
                List.of("gpj.exe"),
                names("form-data; name=x; filename*=UTF-8''%E2%80%AEgpj%C2%85.exe%E2%80%AC"));
        assertEquals(
                List.of("naïve.pdf"),
                names("form-data; name=x; filename=\"n.pdf\"; filename*=UTF-8''na%C3%AFve.pdf"));
    }

    @Test
    void aFileBeyondItsLimitIsTooLarge() {
        String big = "x".repeat((int) MultipartReader.FILE_LIMIT + 1);
        HttpResponse<String> answer =
                upload("multipart/form-data; boundary=B", file("a.txt", big) + "--B--");
        assertEquals(413, answer.statusCode());
    }

    @Test
    void fiveFilesAreWelcomeAndSixAreNot() {
        String five = file("a.txt", "x").repeat(5);
        assertEquals(200, upload("multipart/form-data; boundary=B", five + "--B--").statusCode());
        String six = file("a.txt", "x").repeat(6);
        assertEquals(413, upload("multipart/form-data; boundary=B", six + "--B--").statusCode());
    }

    @Test
    void whatIsCutOffOrNoUploadIsRefused() {
        assertEquals(400, upload("multipart/form-data; boundary=B", "nothing").statusCode());
        assertEquals(
                400, upload("multipart/form-data; boundary=B", file("a", "half")).statusCode());
        assertEquals(415, upload("multipart/form-data", "--B--").statusCode());
        assertEquals(415, upload("application/json", "{}").statusCode());
    }

    @Test
    void endlessPartHeadersAreRefused() {
        byte[] body = ("--B\r\nX: " + "y".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        assertThrows(
                Problem.Malformed.class,
                () -> MultipartReader.read(new ByteArrayInputStream(body), "B", _ -> {}));
    }
}
