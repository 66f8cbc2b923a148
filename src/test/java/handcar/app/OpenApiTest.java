package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.ContractServer;

import org.junit.jupiter.api.Test;

/// The description of the API says what the server does, no more and no less.
final class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final ContractServer site = ContractServer.shared();
    private final ContractServer.Said said = site.get("/openapi.json", "");
    private final JsonView api = said.body();

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        Set<String> described = new TreeSet<>();
        api.at("paths")
                .fields()
                .forEach(
                        (path, _) ->
                                operations(path)
                                        .forEach(
                                                method ->
                                                        described.add(
                                                                method.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path)));
        Set<String> served = new TreeSet<>();
        site.routes().forEach(line -> served.add(line.replace("{+", "{")));
        assertEquals(served, described);
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryPartIsUsed() {
        Set<String> named = new TreeSet<>();
        references(api.fields(), named);
        Set<String> there = new TreeSet<>();
        for (String kind : List.of("parameters", "responses", "schemas")) {
            api.at("components")
                    .at(kind)
                    .fields()
                    .keySet()
                    .forEach(name -> there.add("#/components/" + kind + "/" + name));
        }
        assertEquals(there, named);
    }

    @Test
    void everyOperationIsWhole() {
        List<String> ids = new ArrayList<>();
        Set<String> doors = api.at("components").at("securitySchemes").fields().keySet();
        for (String path : api.at("paths").fields().keySet()) {
            for (String method : operations(path)) {
                JsonView operation = api.at("paths").at(path).at(method);
                String where = method + " " + path;
                ids.add(operation.text("operationId").orElse(""));
                assertTrue(operation.text("summary").isPresent(), where);
                assertTrue(
                        operation.at("responses").fields().keySet().stream()
                                .anyMatch(status -> status.matches("[12].*")),
                        where);
                assertTrue(operation.fields().containsKey("security"), where);
                operation
                        .at("security")
                        .each()
                        .forEach(
                                one -> assertTrue(doors.containsAll(one.fields().keySet()), where));
                assertEquals(braces(path), placed(operation), where);
            }
        }
        assertEquals(ids.size(), Set.copyOf(ids).size(), "operation ids are unique");
    }

    @Test
    void itIsOfThisVersionAndCached() {
        assertEquals(200, said.status());
        assertEquals("application/json", said.header("Content-Type"));
        assertEquals("3.1.0", api.text("openapi").orElse(""));
        assertEquals(Application.VERSION, api.at("info").text("version").orElse(""));
        String tag = said.header("ETag");
        assertEquals(304, site.get("/openapi.json", "", "If-None-Match", tag).status());
    }

    /// The fields of real answers, against the schemas: none is missing, none is kept secret.
    @Test
    void answersHaveTheFieldsThatAreDescribed() {
        ContractServer.Guest guest = site.guest();
        site.post(guest.path("/messages"), "{\"content\":\"Hello\"}", guest.token());
        site.post("/api/v1/api-keys", "{\"name\":\"described\",\"scopes\":[\"chat\"]}");
        String visit = "/api/v1/chat/conversations/{id}";
        assertDescribed(visit, guest, guest.token());
        assertDescribed(visit + "/messages", guest, guest.token());
        for (String path :
                List.of(
                        "/api/v1/chat/agent",
                        "/api/v1/auth/me",
                        "/api/v1/users",
                        "/api/v1/api-keys",
                        "/api/v1/agents",
                        "/api/v1/documents",
                        "/api/v1/conversations",
                        "/api/v1/conversations/{id}",
                        "/api/v1/conversations/{id}/messages",
                        "/api/v1/contacts",
                        "/api/v1/audit",
                        "/api/v1/audit/check",
                        "/health",
                        "/health/railway")) {
            assertDescribed(path, guest, ContractServer.ADMIN);
        }
        site.know("guide", "Described", "The warranty of a lamp is two years.");
        JsonView hit = site.get("/api/v1/search?q=lamp+warranty").row(0);
        assertEquals(fieldsOf(api.at("components").at("schemas").at("Hit")), hit.fields().keySet());
    }

    private void assertDescribed(String path, ContractServer.Guest guest, String token) {
        ContractServer.Said answer = site.get(path.replace("{id}", guest.id().toString()), token);
        JsonView schema =
                api.at("paths")
                        .at(path)
                        .at("get")
                        .at("responses")
                        .at("200")
                        .at("content")
                        .at("application/json")
                        .at("schema");
        assertEquals(fieldsOf(schema), answer.body().fields().keySet(), path);
        JsonView items = whole(schema).at("properties").at("data").at("items");
        answer.body().at("data").each().forEach(row -> assertFits(items, row, path));
    }

    /// What must be there is, and what need not is at least described.
    private void assertFits(JsonView items, JsonView row, String path) {
        Set<String> given = row.fields().keySet();
        assertTrue(fieldsOf(items).containsAll(given), path + ": " + given);
        whole(items)
                .at("required")
                .each()
                .flatMap(name -> name.text().stream())
                .forEach(name -> assertTrue(given.contains(name), path + ": " + name));
    }

    private JsonView whole(JsonView schema) {
        return schema.text("$ref").map(this::resolve).orElse(schema);
    }

    private Set<String> fieldsOf(JsonView schema) {
        JsonView whole = whole(schema);
        Set<String> names = new TreeSet<>(whole.at("properties").fields().keySet());
        whole.at("allOf").each().forEach(part -> names.addAll(fieldsOf(part)));
        return names;
    }

    private List<String> operations(String path) {
        return api.at("paths").at(path).fields().keySet().stream()
                .filter(METHODS::contains)
                .toList();
    }

    private static Set<String> braces(String path) {
        Set<String> names = new TreeSet<>();
        for (String part : path.split("/", -1)) {
            if (part.startsWith("{")) {
                names.add(part.substring(1, part.length() - 1));
            }
        }
        return names;
    }

    /// The names of the operation's path parameters.
    private Set<String> placed(JsonView operation) {
        Set<String> names = new TreeSet<>();
        operation
                .at("parameters")
                .each()
                .map(one -> one.text("$ref").map(this::resolve).orElse(one))
                .filter(one -> one.text("in").orElse("").equals("path"))
                .forEach(one -> names.add(one.text("name").orElseThrow()));
        return names;
    }

    private JsonView resolve(String reference) {
        JsonView at = api;
        for (String step : reference.substring(2).split("/", -1)) {
            at = at.at(step);
        }
        return at;
    }

    private static void references(Object node, Set<String> found) {
        switch (node) {
            case Map<?, ?> map ->
                    map.forEach(
                            (name, value) -> {
                                if (name.equals("$ref")) {
                                    found.add(String.valueOf(value));
                                } else if (value != null) {
                                    references(value, found);
                                }
                            });
            case List<?> list ->
                    list.stream().filter(Objects::nonNull).forEach(item -> references(item, found));
            default -> {}
        }
    }
}
