package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.auth.ApiKeys;
import handcar.auth.Auth;
import handcar.auth.Sessions;
import handcar.auth.VisitorAccess;
import handcar.auth.VisitorTokens;
import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.config.TrustedProxies;
import handcar.http.ClientAddress;
import handcar.http.server.Server;
import handcar.json.Json;
import handcar.rag.search.SearchScope;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchRoutesTest {
    private static final String TOKEN = "the-admin-token-of-the-tests";
    private static final SigningSecrets SIGNING =
            SigningSecrets.of(new Secret("the signing secret of the tests, long"));
    private static final UUID AGENT = UUID.randomUUID();

    private final RetrieverFixture documents = new RetrieverFixture();
    private final ClientAddress clients = new ClientAddress(TrustedProxies.NONE);
    private final Server server =
            TestServer.withRoutes(
                    new SearchRoutes(
                            door(), new Retriever(documents.db, Optional.empty()), this::scope));

    private Auth door() {
        Sessions sessions =
                new Sessions(
                        documents.db, AuditEntries.log(documents.db), SIGNING, new Secret(TOKEN));
        return new Auth(
                sessions,
                new ApiKeys(documents.db),
                new VisitorAccess(documents.db, new VisitorTokens(SIGNING)),
                clients,
                (_, _) -> {},
                Optional.empty());
    }

    private Optional<SearchScope> scope(Optional<String> name) {
        if (name.isEmpty()) {
            return Optional.of(SearchScope.everything());
        }
        return name.filter("shop"::equals).map(_ -> SearchScope.of(AGENT));
    }

    @BeforeAll
    void fill() {
        documents.add("Prices", "A day with a touring bicycle costs 25 euros.");
        documents.add(
                Optional.of(UUID.randomUUID()), "Other prices", "A day with a tandem costs 40.");
    }

    @AfterAll
    void close() {
        server.close();
        documents.close();
    }

    @Test
    void aHitHasEverythingTheContractNames() {
        Map<String, Object> hit = hits("q=what+does+a+touring+bicycle+cost").getFirst();
        assertEquals("Prices", hit.get("title"));
        assertEquals("A day with a touring bicycle costs 25 euros.", hit.get("text"));
        assertEquals(0L, ((Number) hit.getOrDefault("start", -1)).longValue());
        assertEquals(44L, ((Number) hit.getOrDefault("end", -1)).longValue());
        assertEquals("english", hit.get("language"));
        assertTrue(((Number) hit.getOrDefault("score", 0)).doubleValue() > 0);
        for (String name :
                List.of("passage_id", "document_id", "url", "lexical_score", "vector_score")) {
            assertTrue(hit.containsKey(name), name);
        }
    }

    @Test
    void anAgentIsNamedBySlugAndSeesOnlyItsOwnAndShared() {
        assertEquals(2, hits("q=what+costs+a+day").size());
        assertEquals(1, hits("q=what+costs+a+day&agent=shop").size());
        assertEquals(1, hits("q=what+costs+a+day&limit=1").size());
    }

    @Test
    void badParametersAreNamed() {
        assertEquals("[q]", fields(""));
        assertEquals("[q]", fields("q="));
        assertEquals("[q]", fields("q=" + "x".repeat(1001)));
        assertEquals("[limit]", fields("q=x&limit=201"));
        assertEquals("[limit]", fields("q=x&limit=many"));
        assertEquals("[agent]", fields("q=x&agent=nobody"));
    }

    @Test
    void strangersAreTurnedAway() {
        assertEquals(401, get("q=x", "").statusCode());
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> hits(String query) {
        HttpResponse<String> answer = get(query, TOKEN);
        assertEquals(200, answer.statusCode(), answer.body());
        return (List<Map<String, Object>>)
                (List<?>) (List<?>) Json.object(answer.body()).getOrDefault("data", List.of());
    }

    @SuppressWarnings("unchecked")
    private String fields(String query) {
        HttpResponse<String> answer = get(query, TOKEN);
        assertEquals(422, answer.statusCode(), answer.body());
        Map<String, Object> error =
                (Map<String, Object>) Json.object(answer.body()).getOrDefault("error", Map.of());
        Map<String, Object> details = (Map<String, Object>) error.getOrDefault("details", Map.of());
        Map<String, Object> fields = (Map<String, Object>) details.getOrDefault("fields", Map.of());
        return fields.keySet().toString();
    }

    private HttpResponse<String> get(String query, String token) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/api/v1/search?%s"
                                                .formatted(server.port(), query)))
                        .header("Authorization", "Bearer " + token)
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
