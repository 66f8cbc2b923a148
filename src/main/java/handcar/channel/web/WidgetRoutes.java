package handcar.channel.web;

import module java.base;

import handcar.channel.web.AgentDirectory.Card;
import handcar.http.QueryParams;
import handcar.http.SecurityHeaders;
import handcar.http.files.StaticFiles;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The chat page inside websites: `/widget` may be framed by the agent's sites only, and anybody else is told what to
/// do. Of an agent that is private, that nobody put on a site, or that does not exist they hear the same.
public final class WidgetRoutes implements HttpService {
    private static final int LONGEST = 300;

    private final AgentDirectory agents;
    private final StaticFiles files;
    private final Handler refused;

    public WidgetRoutes(AgentDirectory agents, StaticFiles files) {
        this.agents = agents;
        this.files = files;
        // it has nothing to press that does anything, so every page may show it
        Header anywhere = SecurityHeaders.pagePolicy(List.of("*"), List.of());
        this.refused = files.missing("widget/refused.html", anywhere);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/widget.js", files.widget());
        rules.get("/widget", this::widget);
        rules.get("/widget/preview", files.page("widget/preview.html"));
    }

    private void widget(ServerRequest req, ServerResponse res) throws Exception {
        QueryParams query = QueryParams.of(req);
        Optional<String> site = query.findText("origin", LONGEST);
        Optional<Card> shown =
                agents.find(query.findText("agent", LONGEST))
                        .filter(Card::isPublic)
                        .filter(card -> mayShow(req, card, site));
        if (shown.isPresent()) {
            files.page("chat/index.html", _ -> policy(shown.get())).handle(req, res);
        } else {
            refused.handle(req, res);
        }
    }

    /// The browser holds a page to the policy whatever origin it claims; the claim only tells whom to refuse with words.
    private static boolean mayShow(ServerRequest req, Card card, Optional<String> site) {
        return site.map(origin -> card.sites().contains(origin) || isOwn(req, origin))
                .orElse(!card.sites().isEmpty());
    }

    private static Header policy(Card card) {
        String avatar = String.valueOf(card.look().get("avatar_url"));
        return SecurityHeaders.pagePolicy(
                Stream.concat(Stream.of("'self'"), card.sites().stream()).toList(),
                avatar.startsWith("https://")
                        ? List.of(avatar.substring(0, avatar.indexOf('/', "https://".length())))
                        : List.of());
    }

    /// Whether it is a page of this server: the staff's preview.
    private static boolean isOwn(ServerRequest req, String origin) {
        String host = req.headers().value(HeaderNames.HOST).orElse("");
        return origin.equalsIgnoreCase("https://" + host)
                || origin.equalsIgnoreCase("http://" + host);
    }
}
