package handcar.channel.web;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Which websites may show an agent's chat.
final class WidgetRoutesTest {
    private static final String SITE = "https://shop.example";
    private static final TestServer SHOP = new TestServer(Map.of());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @AfterAll
    static void close() {
        CLIENT.close();
        SHOP.close();
    }

    private static void hire(String name, boolean isPublic, Map<String, ?> look, String... sites) {
        Map<String, ?> agent =
                Map.of(
                        "name",
                        name,
                        "public",
                        isPublic,
                        "allowed_sites",
                        List.of(sites),
                        "look",
                        look);
        assertEquals(201, SHOP.caller.post("/api/v1/agents", agent, ADMIN).status());
    }

    private static HttpResponse<String> frame(String query) throws Exception {
        URI address = URI.create(SHOP.url() + "/widget?" + query);
        return CLIENT.send(
                HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String policy(HttpResponse<String> answer, String directive) {
        String policy = answer.headers().firstValue("content-security-policy").orElseThrow();
        return Stream.of(policy.split("; "))
                .filter(part -> part.startsWith(directive + " "))
                .findFirst()
                .orElse("");
    }

    @Test
    void theAgentsSitesMayFrameItAndNobodyElse() throws Exception {
        hire(
                "Framed",
                true,
                Map.of("avatar_url", "https://pictures.example/f.png"),
                SITE,
                "http://localhost:8080");
        for (String claim : List.of("", "&origin=" + SITE, "&origin=" + SHOP.url())) {
            HttpResponse<String> shown = frame("agent=framed" + claim);
            assertEquals(200, shown.statusCode(), claim);
            assertEquals(
                    "frame-ancestors 'self' https://shop.example http://localhost:8080",
                    policy(shown, "frame-ancestors"));
            assertEquals("img-src 'self' data: https://pictures.example", policy(shown, "img-src"));
            assertTrue(shown.body().contains("data-composer"));
        }
        for (String claim :
                List.of("https://shop.example.evil.example", "https://evil.example", "null")) {
            HttpResponse<String> refused = frame("agent=framed&origin=" + claim);
            assertEquals(404, refused.statusCode(), claim);
            assertTrue(refused.body().contains("notHere"));
        }
    }

    @Test
    void whoeverAsksForAnAgentThatIsNotOnTheirSiteLearnsNothing() throws Exception {
        hire("Inner", false, Map.of(), SITE);
        hire("Homeless", true, Map.of());
        List<String> answers = new ArrayList<>();
        for (String agent : List.of("nobody", "inner", "homeless")) {
            for (String claim : List.of("", "&origin=" + SITE)) {
                HttpResponse<String> answer = frame("agent=" + agent + claim);
                answers.add(
                        answer.statusCode()
                                + answer.body()
                                + policy(answer, "frame-ancestors")
                                + answer.headers().firstValue("etag").orElse(""));
            }
        }
        assertEquals(1, Set.copyOf(answers).size());
        assertTrue(answers.getFirst().startsWith("404"));
    }
}
