package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.http.server.HttpFixture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

final class ProblemMapperTest {
    private static final HttpFixture PLAY = new HttpFixture();

    @AfterAll
    static void stop() {
        PLAY.close();
    }

    @Test
    void anAnswerHasItsLengthAndARequestId() {
        HttpResponse<String> answer = PLAY.get("/api/hello");
        assertEquals(200, answer.statusCode());
        assertEquals("{\"hello\":\"world\"}", answer.body());
        assertEquals("17", answer.headers().firstValue("content-length").orElse(""));
        assertTrue(answer.headers().firstValue("x-request-id").isPresent());
    }

    @Test
    void anUnknownPathIsNotFoundInTheErrorShape() {
        HttpResponse<String> answer = PLAY.get("/api/nowhere");
        assertEquals(404, answer.statusCode());
        assertEquals("not_found", HttpFixture.error(answer).text("type").orElse(""));
        assertEquals(
                answer.headers().firstValue("x-request-id"),
                HttpFixture.error(answer).text("request_id"));
    }

    @Test
    void aWrongMethodIsToldWithTheRightOnes() {
        HttpResponse<String> answer = PLAY.send(PLAY.request("/api/things/1").DELETE());
        assertEquals(405, answer.statusCode());
        assertEquals("PUT, GET, HEAD, OPTIONS", answer.headers().firstValue("allow").orElse(""));
        assertEquals("method_not_allowed", HttpFixture.error(answer).text("type").orElse(""));
    }

    @Test
    void anUnforeseenFailureTellsNothingOfItsCause() {
        HttpResponse<String> answer = PLAY.get("/api/broken");
        assertEquals(500, answer.statusCode());
        assertEquals("internal", HttpFixture.error(answer).text("type").orElse(""));
        assertFalse(answer.body().contains("secret"));
    }

    @Test
    void headIsAnsweredLikeGetWithoutTheBody() {
        HttpResponse<String> answer =
                PLAY.send(
                        PLAY.request("/api/hello")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertEquals(200, answer.statusCode());
        assertEquals("17", answer.headers().firstValue("content-length").orElse(""));
        assertEquals("", answer.body());
    }

    @Test
    void workWaitsForTheStartAndNothingElseDoes() {
        try (HttpFixture young = new HttpFixture()) {
            young.started.set(false);
            for (String path : List.of("/api/hello", "/v1/models", "/webhooks/slack")) {
                HttpResponse<String> answer = young.get(path);
                assertEquals(503, answer.statusCode(), path);
                assertEquals("starting", HttpFixture.error(answer).text("code").orElse(""));
                assertTrue(answer.headers().firstValue("retry-after").isPresent(), path);
            }
            assertEquals(404, young.get("/health").statusCode()); // there is none here
            young.started.set(true);
            assertEquals(200, young.get("/api/hello").statusCode());
        }
    }
}
