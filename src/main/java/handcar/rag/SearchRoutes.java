package handcar.rag;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.problem.Page;
import handcar.problem.Problem;
import handcar.rag.search.SearchHit;
import handcar.rag.search.SearchScope;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Search for staff: which passages would an agent find?
public final class SearchRoutes implements HttpService {
    private static final int LONGEST_QUERY = 1_000;

    private final Auth auth;
    private final Retriever retriever;
    private final Function<Optional<String>, Optional<SearchScope>> scopes;

    /// @param scopes what the agent with this slug or id answers from, or all agents; empty when there is no such agent
    public SearchRoutes(
            Auth auth,
            Retriever retriever,
            Function<Optional<String>, Optional<SearchScope>> scopes) {
        this.auth = auth;
        this.retriever = retriever;
        this.scopes = scopes;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/search", auth.staff(this::search));
    }

    private void search(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        String question = query.text("q", LONGEST_QUERY);
        int limit = query.limit();
        Optional<String> agent = query.findText("agent", 200);
        query.check();
        SearchScope scope =
                scopes.apply(agent)
                        .orElseThrow(() -> new Problem.BadFields("agent", "is not known"));
        Responses.page(
                req,
                res,
                Page.whole(retriever.search(question, scope, limit)),
                SearchRoutes::shape);
    }

    private static Map<String, Object> shape(SearchHit hit) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("passage_id", hit.passageId().toString());
        shape.put("document_id", hit.documentId().toString());
        shape.put("title", hit.title());
        shape.put("url", hit.url().orElse(null));
        shape.put("heading", hit.heading().orElse(null));
        shape.put("text", hit.text());
        shape.put("start", hit.start());
        shape.put("end", hit.end());
        shape.put("page", hit.page().orElse(null));
        shape.put("language", hit.language());
        shape.put("score", hit.score());
        shape.put("lexical_score", hit.lexicalScore());
        shape.put("vector_score", hit.vectorScore().orElse(null));
        return shape;
    }
}
