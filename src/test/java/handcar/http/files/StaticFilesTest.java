package handcar.http.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.http.RawConnection;
import handcar.http.server.HttpFixture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

final class StaticFilesTest {
    private static final String SCRIPT = "export const x = 1;\n".repeat(200);

    private static final StaticFiles FILES =
            new StaticFiles(
                    Map.of(
                            "chat/index.html",
                            bytes(
                                    "<script type=module src=/s/{build}/chat/main.js></script>"
                                            + "{include shared/part.html}"),
                            "shared/part.html",
                            bytes("<img src=/s/{build}/shared/logo.svg alt=\"$1\">"),
                            "chat/main.js",
                            bytes(SCRIPT),
                            "chat/main.js.map",
                            bytes("{}"),
                            "shared/logo.svg",
                            bytes("<svg/>")));

    private static final HttpFixture PLAY =
            new HttpFixture(
                    List.of(),
                    rules -> {
                        rules.get("/page", FILES.page("chat/index.html"));
                        rules.register("/files", FILES);
                    });

    private static final String ROOT = "/api/more/files/s/" + FILES.build() + "/";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @AfterAll
    static void stop() {
        PLAY.close();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aPageContainsThePartsThatItNames() {
        String page = PLAY.get("/api/more/page").body();
        String part = "<img src=/s/" + FILES.build() + "/shared/logo.svg alt=\"$1\">";
        assertTrue(page.endsWith("</script>" + part), page);
    }

    @Test
    void aFileOfTheBuildIsKeptForEver() {
        HttpResponse<String> answer = PLAY.get(ROOT + "chat/main.js");
        assertEquals(200, answer.statusCode());
        assertEquals(SCRIPT, answer.body());
        assertEquals("public, max-age=31536000, immutable", header(answer, "cache-control"));
        assertEquals("text/javascript; charset=utf-8", header(answer, "content-type"));
        assertEquals("nosniff", header(answer, "x-content-type-options"));
        assertTrue(answer.headers().allValues("vary").contains("Accept-Encoding"));
    }

    @Test
    void aPageNamesTheBuildAndIsAskedForEachTime() {
        HttpResponse<String> answer = PLAY.get("/api/more/page");
        assertTrue(answer.body().contains("/s/" + FILES.build() + "/chat/main.js"));
        assertEquals("no-cache", header(answer, "cache-control"));
        assertTrue(header(answer, "content-security-policy").contains("script-src 'self'"));
        assertFalse(header(answer, "content-security-policy").contains("unsafe"));
    }

    @Test
    void whatTheBrowserHasIsNotSentAgain() {
        HttpResponse<String> first = PLAY.get(ROOT + "chat/main.js");
        HttpResponse<String> second =
                PLAY.get(ROOT + "chat/main.js", "If-None-Match", "W/" + header(first, "etag"));
        assertEquals(304, second.statusCode());
        assertEquals("", second.body());
        assertEquals(header(first, "etag"), header(second, "etag"));
        assertEquals(
                200, PLAY.get(ROOT + "chat/main.js", "If-None-Match", "\"other\"").statusCode());
    }

    @Test
    void textIsCompressedForThoseWhoTakeIt() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                java.net.http.HttpClient.newHttpClient()
                        .send(
                                PLAY.request(ROOT + "chat/main.js")
                                        .header("Accept-Encoding", "br, gzip")
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals("gzip", header(answer, "content-encoding"));
        assertTrue(answer.body().length < 500);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertEquals(SCRIPT, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertTrue(header(answer, "etag").endsWith("-gz\""));
        assertEquals(
                "",
                header(
                        PLAY.get(ROOT + "chat/main.js", "Accept-Encoding", "gzip;q=0"),
                        "content-encoding"));
    }

    @Test
    void headTellsTheLengthOnly() {
        HttpResponse<String> answer =
                PLAY.send(
                        PLAY.request(ROOT + "chat/main.js")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertEquals(200, answer.statusCode());
        assertEquals(String.valueOf(SCRIPT.length()), header(answer, "content-length"));
        assertEquals("", answer.body());
    }

    @Test
    void noPathLeadsOutAndNoMapIsServed() throws IOException {
        for (String path :
                List.of(
                        "chat/main.js.map",
                        "../../pom.xml",
                        "..%2f..%2fpom.xml",
                        "%2e%2e/%2e%2e/pom.xml",
                        "chat/../chat/nothing.js",
                        "chat/main.js%00.png",
                        "//etc/passwd",
                        "chat/",
                        "chat")) {
            try (RawConnection wire = PLAY.wire()) {
                String answer =
                        wire.say("GET " + ROOT + path + " HTTP/1.1\r\nHost: x\r\n\r\n").answer();
                assertTrue(answer.matches("(?s)HTTP/1.1 (404|400) .*"), path + "\n" + answer);
                assertTrue(answer.contains("\"request_id\""), answer);
            }
        }
    }

    @Test
    void anOldBuildIsGone() {
        HttpResponse<String> answer = PLAY.get("/api/more/files/s/0123456789ab/chat/main.js");
        assertEquals(404, answer.statusCode());
        assertEquals("no-store", header(answer, "cache-control"));
    }

    @Test
    void aChangedFileIsAnotherBuild() {
        assertFalse(
                new StaticFiles(Map.of("a", bytes("1")))
                        .build()
                        .equals(new StaticFiles(Map.of("a", bytes("2"))).build()));
    }

    @Test
    void aFolderIsReadAgainWhenAFileChanges(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("index.html"), "/s/{build}/a.js");
        Files.writeString(folder.resolve("a.js"), "one");
        StaticFiles files = new StaticFiles(folder);
        try (HttpFixture play =
                new HttpFixture(
                        List.of(),
                        rules -> {
                            rules.get("/page", files.page("index.html"));
                            rules.register("/files", files);
                        })) {
            String before = play.get("/api/more/page").body();
            Files.writeString(folder.resolve("a.js"), "two");
            Files.setLastModifiedTime(folder.resolve("a.js"), FileTime.fromMillis(0));
            String after = play.get("/api/more/page").body();
            assertEquals("two", play.get("/api/more/files" + after).body());
            assertEquals(404, play.get("/api/more/files" + before).statusCode());
        }
    }
}
