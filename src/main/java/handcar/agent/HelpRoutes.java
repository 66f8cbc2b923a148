package handcar.agent;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.Role;
import handcar.auth.StaffPrincipal;
import handcar.chat.Citation;
import handcar.http.JsonBody;
import handcar.http.Responses;
import handcar.problem.Problem;
import handcar.rag.search.SearchScope;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Help for staff: questions about Handcar are answered from its own guide, whatever the agents answer from. Nothing is stored.
public final class HelpRoutes implements HttpService {
    /// In characters.
    private static final int LONGEST_QUESTION = 1_000;

    private static final String NOT_THERE =
            "The guide does not answer this. Ask in other words, or look into the documentation.";

    private final Auth auth;
    private final AnswerGenerator writing;
    private final DemoSeed guide;

    public HelpRoutes(Auth auth, AnswerGenerator writing, DemoSeed guide) {
        this.auth = auth;
        this.writing = writing;
        this.guide = guide;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/help", auth.staff(Role.VIEWER, this::answer));
    }

    private void answer(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        String question = body.text("question", 1, LONGEST_QUESTION);
        body.check();
        if (!guide.isCurrent()) {
            throw new Problem.Unavailable(
                    "guide_not_read", "The guide is being read. Ask again in a moment.");
        }
        Question asked = Question.alone(DemoSeed.agent(), question);
        GeneratedAnswer answer = writing.write(asked, SearchScope.guide(), AnswerSink.UNWATCHED);
        Responses.ok(req, res, json(answer));
    }

    private static Map<String, Object> json(GeneratedAnswer answer) {
        boolean answered = answer.ending() == GeneratedAnswer.Ending.ANSWERED;
        return Map.of(
                "answer",
                answered ? answer.text() : NOT_THERE,
                "answered",
                answered,
                "citations",
                answer.citations().stream().map(Citation::json).toList());
    }
}
