package handcar.ops.health;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.http.Responses;
import handcar.llm.cost.AnswerBudget;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What today's answers cost, for the pages of staff.
public final class BudgetRoutes implements HttpService {
    private static final double MICRO = 1_000_000;

    private final Auth auth;
    private final AnswerBudget budget;

    public BudgetRoutes(Auth auth, AnswerBudget budget) {
        this.auth = auth;
        this.budget = budget;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/answer-budget", auth.staff(this::today));
    }

    private void today(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, json(budget.today()));
    }

    static Map<String, Object> json(AnswerBudget.Today today) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("day", today.day().toString());
        json.put("limit_usd", today.limit().isPresent() ? usd(today.limit().getAsLong()) : null);
        json.put("spent_usd", usd(today.spent()));
        json.put("spent_at", today.spentAt().map(Instant::toString).orElse(null));
        json.put("resets_at", today.resetsAt().toString());
        return json;
    }

    private static double usd(long micro) {
        return micro / MICRO;
    }
}
