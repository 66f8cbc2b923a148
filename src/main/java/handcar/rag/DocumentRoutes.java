package handcar.rag;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.net.RejectedUrlException;
import handcar.net.UntrustedUrl;
import handcar.problem.Page;
import handcar.problem.Problem;
import handcar.rag.extract.ExtractedText;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The documents' URLs, for staff.
public final class DocumentRoutes implements HttpService {
    private static final int LONGEST_TITLE = 300;

    /// A pasted text comes as JSON, whose limit is two megabytes.
    private static final int LONGEST_TEXT = 2_000_000;

    private final Auth auth;
    private final Documents documents;
    private final Function<String, Optional<UUID>> agents;

    /// @param agents finds an agent's id by its slug or id
    public DocumentRoutes(Auth auth, Documents documents, Function<String, Optional<UUID>> agents) {
        this.auth = auth;
        this.documents = documents;
        this.agents = agents;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/documents", auth.staff(this::add));
        rules.get("/api/v1/documents", auth.staff(this::list));
        rules.get("/api/v1/documents/{id}", auth.staff(this::one));
        rules.delete("/api/v1/documents/{id}", auth.staff(this::delete));
        rules.post("/api/v1/documents/{id}/reindex", auth.staff(this::reindex));
        rules.get("/api/v1/documents/{id}/passages", auth.staff(this::passages));
    }

    private void add(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        if (isForm(req)) {
            try (UploadForm form = UploadForm.of(req)) {
                upload(form, req, res, staff);
            }
        } else {
            Documents.Added added = documents.add(staff.actor(), typed(JsonBody.of(req)));
            answer(req, res, added.document().shown(), added.known());
        }
    }

    private static boolean isForm(ServerRequest req) {
        return req.headers()
                .value(HeaderNames.CONTENT_TYPE)
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("multipart/");
    }

    /// All files are checked before any is added; only one at a time is in memory.
    private void upload(
            UploadForm form, ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Optional<UUID> agent = agent(form.agent());
        Optional<String> title = form.title().map(DocumentRoutes::title);
        for (int file = 0; file < form.size() && form.size() > 1; file++) {
            form.document(file, agent);
        }
        List<Documents.Added> added = new ArrayList<>();
        for (int file = 0; file < form.size(); file++) {
            NewDocument document = form.document(file, agent);
            added.add(documents.add(staff.actor(), title.map(document::titled).orElse(document)));
        }
        boolean known = added.stream().allMatch(Documents.Added::known);
        if (added.size() == 1) {
            answer(req, res, added.getFirst().document().shown(), known);
        } else {
            Map<String, Object> all = new HashMap<>();
            all.put("data", added.stream().map(each -> each.document().shown()).toList());
            all.put("next", null);
            answer(req, res, all, known);
        }
    }

    private static void answer(
            ServerRequest req, ServerResponse res, Map<String, Object> body, boolean known) {
        if (known) {
            Responses.ok(req, res, body);
        } else {
            Responses.created(res, body);
        }
    }

    private NewDocument typed(JsonBody body) {
        Optional<String> url = body.findText("url", 1, 2_048);
        Optional<String> text = body.findText("text", 1, LONGEST_TEXT);
        Optional<String> title = body.findName("title", LONGEST_TITLE);
        Optional<String> agentName = body.findText("agent", 1, 200);
        if (!body.has("url") && !body.has("text")) {
            body.fault("text", "is required, or url, or a file as multipart/form-data");
        } else if (body.has("url") && body.has("text")) {
            body.fault("url", "cannot be given together with text");
        } else if (body.has("text") && !body.has("title")) {
            body.fault("title", "is required");
        }
        body.check();
        Optional<UUID> agent = agent(agentName);
        return url.map(typed -> NewDocument.url(agent, title, visitable(typed)))
                .orElseGet(() -> pasted(agent, title.orElse(""), text.orElse("")));
    }

    private static NewDocument pasted(Optional<UUID> agent, String title, String text) {
        NewDocument document = NewDocument.text(agent, title(title), text);
        if (document.content().orElse("").isBlank()) {
            throw new Problem.BadFields("text", "must not be empty");
        }
        return document;
    }

    private static String title(String typed) {
        return ExtractedText.titled(typed)
                .orElseThrow(() -> new Problem.BadFields("title", "must not be empty"));
    }

    private static String visitable(String typed) {
        try {
            return UntrustedUrl.parse(typed).uri().toString();
        } catch (RejectedUrlException e) {
            throw new Problem.BadFields("url", e.sentence());
        }
    }

    private Optional<UUID> agent(Optional<String> slugOrId) {
        return slugOrId.map(
                wanted ->
                        agents.apply(wanted)
                                .orElseThrow(() -> new Problem.BadFields("agent", "is not known")));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        var status = query.findOneOf("status", Document.Status.class);
        var agentName = query.findText("agent", 200);
        var q = query.findText("q", 200);
        var cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Page<Document> page = documents.list(status, agent(agentName), q, cursor, limit);
        Responses.page(req, res, page, Document::shown);
    }

    private void one(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Document document = found(req);
        Map<String, Object> shown = document.shown();
        shown.put("characters", documents.characters(document.id()));
        Responses.ok(req, res, shown);
    }

    private void delete(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        if (!documents.delete(staff.actor(), id(req))) {
            throw Problem.notFound("document").get();
        }
        Responses.none(res);
    }

    private void reindex(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Document document =
                documents.reindex(staff.actor(), id(req)).orElseThrow(Problem.notFound("document"));
        Responses.accepted(res, document.shown());
    }

    /// The cursor is the ordinal of the last passage.
    private void passages(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        int limit = query.limit();
        int after = (int) query.findInteger("cursor", 0, Integer.MAX_VALUE).orElse(-1);
        query.check();
        List<Map<String, Object>> rows = documents.passages(found(req).id(), after, limit + 1);
        Map<String, Object> body = new HashMap<>();
        boolean more = rows.size() > limit;
        body.put("data", more ? rows.subList(0, limit) : rows);
        body.put("next", more ? String.valueOf(rows.get(limit - 1).get("ordinal")) : null);
        Responses.ok(req, res, body);
    }

    private Document found(ServerRequest req) {
        return documents.find(id(req)).orElseThrow(Problem.notFound("document"));
    }

    private static UUID id(ServerRequest req) {
        return PathParams.uuid(req, "id", "document");
    }
}
