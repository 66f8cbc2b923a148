package handcar.http;

import module java.base;

import handcar.problem.Problem;

import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Records the routes while they are registered, since Helidon answers a wrong method like an unknown path. A GET route
/// answers HEAD as well.
public final class RouteRegistry implements HttpRules {
    private final HttpRules rules;
    private final String prefix;
    private final List<Entry> entries;

    /// One route: its method and the pattern of its whole path.
    private record Entry(String method, String pattern, PathMatcher matcher) {}

    public RouteRegistry(HttpRules rules) {
        this(rules, "", new ArrayList<>());
    }

    private RouteRegistry(HttpRules rules, String prefix, List<Entry> entries) {
        this.rules = rules;
        this.prefix = prefix;
        this.entries = entries;
    }

    /// Answers what no route matched: 404, or 405 when the path has other methods.
    public void answerUnmatched(ServerRequest req, ServerResponse res) {
        List<String> methods = methods(req.path());
        if (methods.isEmpty()) {
            throw new Problem.NotFound("not_found", "There is nothing at this address.");
        }
        methods.add("OPTIONS");
        if (!req.prologue().method().equals(Method.OPTIONS)) {
            throw new Problem.MethodNotAllowed(methods);
        }
        res.header(HeaderNames.ALLOW, String.join(", ", methods));
        res.status(Status.NO_CONTENT_204).send();
    }

    /// The methods that a path has; none when it does not exist.
    private List<String> methods(UriPath path) {
        List<String> methods = new ArrayList<>();
        for (Entry entry : entries) {
            if (!methods.contains(entry.method()) && entry.matcher().match(path).accepted()) {
                methods.add(entry.method());
                if (entry.method().equals("GET")) {
                    methods.add("HEAD");
                }
            }
        }
        return methods;
    }

    /// Every route, as `GET /health`, in the order of registration.
    public List<String> lines() {
        return entries.stream().map(entry -> entry.method() + " " + entry.pattern()).toList();
    }

    @Override
    public HttpRules register(HttpService... services) {
        for (HttpService service : services) {
            rules.register(inner -> service.routing(below(inner, "")));
        }
        return this;
    }

    @Override
    public HttpRules register(String path, HttpService... services) {
        for (HttpService service : services) {
            rules.register(path, inner -> service.routing(below(inner, path)));
        }
        return this;
    }

    @Override
    public HttpRules route(HttpRoute route) {
        rules.route(route);
        return this;
    }

    @Override
    public HttpRules route(Method method, String pattern, Handler handler) {
        String whole = prefix + pattern;
        entries.add(new Entry(method.text(), whole, PathMatchers.create(whole)));
        rules.route(m -> answers(method, m), PathMatchers.create(pattern), handler);
        return this;
    }

    private static boolean answers(Method route, Method asked) {
        return asked.equals(route) || (route.equals(Method.GET) && asked.equals(Method.HEAD));
    }

    private RouteRegistry below(HttpRules inner, String path) {
        return new RouteRegistry(inner, prefix + path, entries);
    }
}
