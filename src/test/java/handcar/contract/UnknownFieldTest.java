package handcar.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.contract.AuthorizationMatrix.Caller;
import handcar.contract.AuthorizationMatrix.Least;
import handcar.contract.AuthorizationMatrix.Operation;
import handcar.json.Json;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;

/// Nothing that is sent is dropped in silence: every operation of `openapi.json` that takes a JSON object refuses a field that nobody
/// knows, and names it.
final class UnknownFieldTest {
    private static final AuthorizationFixture SERVER = new AuthorizationFixture();

    private static final JsonView DESCRIPTION = description();

    private static final String FIELD = "nobody_knows_this";

    /// What has to be there before the other fields are looked at.
    private static final Map<String, Map<String, Object>> NEEDED =
            Map.of("POST /api/v1/channels", Map.of("kind", "telegram"));

    @BeforeAll
    static void furnish() {
        SERVER.made(
                "/api/v1/providers",
                Map.of(
                        "name",
                        "groq",
                        "base_url",
                        "https://groq.example/openai/v1",
                        "keys",
                        List.of("gsk-1")));
        SERVER.made(
                "/api/v1/model-aliases",
                Map.of("alias", "small", "targets", List.of("gpt-4o-mini")));
        SERVER.made("/api/v1/prices", Map.of("model", "llama*", "input", 1, "output", 2));
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void everyJsonDoorNamesAFieldThatNobodyKnows() {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Operation operation : AuthorizationMatrix.operations()) {
            // programs' libraries send fields of their own to the gateway, and providers to the
            // doors of webhooks
            if (!takesJson(operation)
                    || operation.path().startsWith("/v1/")
                    || operation.least() == Least.SIGNATURE) {
                continue;
            }
            asked++;
            Map<String, Object> body =
                    new HashMap<>(NEEDED.getOrDefault(operation.name(), Map.of()));
            body.put(FIELD, 1);
            var answer = SERVER.answer(operation, caller(operation), body);
            JsonView error = new JsonView(Json.object(answer.body())).at("error");
            String said = error.at("details").at("fields").text(FIELD).orElse("");
            if (answer.statusCode() != 422 || !said.equals("unknown field")) {
                wrong.add(operation.name() + ": " + answer.statusCode() + " " + answer.body());
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(asked > 30, "only " + asked + " operations take JSON");
    }

    @Test
    void everyListNamesAFilterThatNobodyKnows() {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Operation operation : AuthorizationMatrix.operations()) {
            if (!operation.method().equals("GET")
                    || !operation.path().startsWith("/api/v1/")
                    || operation.path().endsWith("/events")) {
                continue;
            }
            if (!isList(SERVER.answer(operation, caller(operation), Map.of()))) {
                continue;
            }
            asked++;
            var answer = SERVER.answer(with(operation, FIELD + "=1"), caller(operation), Map.of());
            if (!isUnknown(answer, FIELD)) {
                wrong.add(operation.name() + ": " + answer.statusCode());
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(asked > 20, "only " + asked + " lists");
    }

    @Test
    void everyFilterOfTheDescriptionIsKnown() {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Operation operation : AuthorizationMatrix.operations()) {
            for (String name : filters(operation)) {
                asked++;
                var answer =
                        SERVER.answer(with(operation, name + "=1"), caller(operation), Map.of());
                if (isUnknown(answer, name)) {
                    wrong.add(operation.name() + " " + name);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(asked > 50, "only " + asked + " filters");
    }

    private static boolean isList(HttpResponse<String> answer) {
        return answer.statusCode() == 200
                && answer.headers().firstValue("Content-Type").orElse("").contains("json")
                && Json.object(answer.body()).get("data") instanceof List<?>;
    }

    private static boolean isUnknown(HttpResponse<String> answer, String name) {
        return answer.statusCode() == 422
                && new JsonView(Json.object(answer.body()))
                        .at("error")
                        .at("details")
                        .at("fields")
                        .text(name)
                        .equals(Optional.of("unknown field"));
    }

    private static Operation with(Operation operation, String query) {
        return new Operation(operation.method(), operation.path() + "?" + query, operation.least());
    }

    private static Caller caller(Operation operation) {
        return operation.least() == Least.VISITOR ? Caller.VISITOR : Caller.ADMIN_TOKEN;
    }

    /// The query parameters of an operation that asks for something, without event streams, which do not end.
    private static List<String> filters(Operation operation) {
        if (!operation.method().equals("GET")
                || !operation.path().startsWith("/api/v1/")
                || operation.path().endsWith("/events")) {
            return List.of();
        }
        return DESCRIPTION
                .at("paths")
                .at(operation.path())
                .at("get")
                .at("parameters")
                .each()
                .map(UnknownFieldTest::described)
                .filter(parameter -> parameter.text("in").equals(Optional.of("query")))
                .map(parameter -> parameter.text("name").orElseThrow())
                .toList();
    }

    private static JsonView described(JsonView parameter) {
        return parameter
                .text("$ref")
                .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
                .map(name -> DESCRIPTION.at("components").at("parameters").at(name))
                .orElse(parameter);
    }

    @Test
    void fieldsOfInnerObjectsAndOfListsAreNamedWithTheirPlace() {
        Operation open = operation("POST", "/api/v1/chat/conversations");
        JsonView fields =
                fields(
                        open,
                        Map.of(
                                "visitor",
                                Map.of("nmae", "Ada", "attributes", Map.of("anything", 1))));
        assertEquals(Map.of("visitor.nmae", "unknown field"), fields.fields());
        Operation agent = operation("POST", "/api/v1/agents");
        Map<String, Object> example = Map.of("question", "a", "answer", "b", "why", "c");
        assertEquals(
                Map.of("examples[0].why", "unknown field"),
                fields(agent, Map.of("name", "A", "examples", List.of(example))).fields());
    }

    @Test
    void whatIsWrongAndWhatIsUnknownIsToldAtOnce() {
        JsonView fields =
                fields(operation("POST", "/api/v1/users"), Map.of("emial", "a@b.example"));
        assertEquals("unknown field", fields.text("emial").orElse(""));
        assertEquals("is required", fields.text("email").orElse(""));
    }

    private static JsonView fields(Operation operation, Map<String, Object> body) {
        var answer = SERVER.answer(operation, Caller.ADMIN_TOKEN, body);
        assertEquals(422, answer.statusCode(), answer.body());
        return new JsonView(Json.object(answer.body())).at("error").at("details").at("fields");
    }

    private static Operation operation(String method, String path) {
        return AuthorizationMatrix.operations().stream()
                .filter(one -> one.method().equals(method) && one.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static JsonView description() {
        try (InputStream file =
                UnknownFieldTest.class.getResourceAsStream("/static/openapi.json")) {
            return new JsonView(Json.object(Objects.requireNonNull(file).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean takesJson(Operation operation) {
        return DESCRIPTION
                .at("paths")
                .at(operation.path())
                .at(operation.method().toLowerCase(Locale.ROOT))
                .at("requestBody")
                .at("content")
                .fields()
                .containsKey("application/json");
    }
}
