package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.json.Json;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.problem.Problem;

import io.helidon.common.uri.UriQuery;

import org.junit.jupiter.api.Test;

final class JsonBodyTest {
    private enum Mood {
        NEEDS_HUMAN,
        CLOSED
    }

    private static JsonBody body(String json) {
        return JsonBody.of(Json.object(json));
    }

    private static Object faults(RequestValues values) {
        return assertThrows(Problem.BadFields.class, values::check)
                .details()
                .getOrDefault("fields", "");
    }

    @Test
    void goodFieldsAreRead() {
        JsonBody body =
                body(
                        """
                        {"text":"hällo","n":7,"flag":true,"id":"01890a5d-ac96-774b-bcce-b302099a8057",
                         "at":"2026-01-31T13:00:00+01:00","mood":"needs_human","tags":["a","b"],
                         "visitor":{"name":"Ada"},"attributes":{"x":1},"real":0.5}
                        """);
        assertEquals("hällo", body.text("text", 1, 5));
        assertEquals(7, body.integer("n", 1, 10));
        assertEquals(true, body.flag("flag", false));
        assertEquals(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"), body.uuid("id"));
        assertEquals(Instant.parse("2026-01-31T12:00:00Z"), body.instant("at"));
        assertEquals(Mood.NEEDS_HUMAN, body.oneOf("mood", Mood.CLOSED));
        assertEquals(List.of("a", "b"), body.texts("tags", 5, 10));
        assertEquals("Ada", body.body("visitor").text("name", 1, 100));
        assertEquals(Map.of("x", 1), body.object("attributes"));
        assertEquals(Optional.of(0.5), body.findReal("real", 0, 1));
        body.check();
    }

    @Test
    void absentAndNullAreTheSame() {
        JsonBody body = body("{\"text\":null}");
        assertEquals(Optional.empty(), body.findText("text", 1, 5));
        assertEquals(Optional.empty(), body.findUuid("id"));
        assertEquals(OptionalLong.empty(), body.findInteger("n", 0, 1));
        assertEquals(true, body.flag("flag", true));
        assertEquals(List.of(), body.texts("tags", 1, 1));
        assertEquals(Optional.empty(), body.findBody("visitor"));
        body.check();
    }

    @Test
    void everyBadFieldIsNamedAtOnce() {
        JsonBody body =
                body(
                        """
                        {"long":"123456","number":"7","big":11,"id":"1-1-1-1-1","at":"yesterday",
                         "mood":"angry","tags":["ok",3],"visitor":{"name":7},"blank":"  "}
                        """);
        body.text("missing", 1, 5);
        body.text("long", 1, 5);
        body.text("blank", 1, 5);
        body.integer("number", 1, 10);
        body.integer("big", 1, 10);
        body.uuid("id");
        body.instant("at");
        body.oneOf("mood", Mood.CLOSED);
        body.texts("tags", 5, 10);
        body.body("visitor").text("name", 1, 10);
        assertEquals(
                Map.of(
                        "missing", "is required",
                        "long", "must have at most 5 characters",
                        "blank", "must not be empty",
                        "number", "must be a whole number from 1 to 10",
                        "big", "must be a whole number from 1 to 10",
                        "id", "must be an id (a UUID)",
                        "at", "must be a time like 2026-01-31T12:00:00Z",
                        "mood", "must be one of needs_human, closed",
                        "tags", "must be a list of texts of 1 to 10 characters",
                        "visitor.name", "must be a text"),
                faults(body));
    }

    @Test
    void charactersAreCountedAsPeopleCountThem() {
        JsonBody body = body("{\"text\":\"🚀🚀\"}");
        assertEquals("🚀🚀", body.text("text", 1, 2));
        body.check();
    }

    @Test
    void queriesAreReadTheSameWay() {
        QueryParams query =
                QueryParams.of(
                        UriQuery.create(
                                "limit=20&q=a%20b&mood=closed&empty=&flag=true&after=5", true));
        assertEquals(20, query.limit());
        assertEquals(Optional.of("a b"), query.findText("q", 10));
        assertEquals(Optional.of(Mood.CLOSED), query.findOneOf("mood", Mood.class));
        assertEquals(Optional.empty(), query.findText("empty", 10));
        assertEquals(true, query.flag("flag", false));
        assertEquals(OptionalLong.of(5), query.findInteger("after", 0, 100));
        assertEquals(Optional.empty(), query.cursor());
        query.check();
        assertEquals(50, QueryParams.of(UriQuery.create("", true)).limit());
    }

    @Test
    void badQueriesAreToldTogether() {
        QueryParams query =
                QueryParams.of(
                        UriQuery.create(
                                "limit=0&cursor=%21%21&mood=x&id=7&q=a%00b&flag=yes&at=now", true));
        query.limit();
        query.cursor();
        query.findOneOf("mood", Mood.class);
        query.findUuid("id");
        query.text("q", 10);
        query.flag("flag", false);
        query.findInstant("at");
        assertEquals(
                Map.of(
                        "limit", "must be a whole number from 1 to 200",
                        "cursor", "is not one of ours; begin without it",
                        "mood", "must be one of needs_human, closed",
                        "id", "must be an id (a UUID)",
                        "q", "must be proper text",
                        "flag", "must be true or false",
                        "at", "must be a time like 2026-01-31T12:00:00Z"),
                faults(query));
    }

    @Test
    void aCursorComesBackAsItWas() {
        Cursor cursor =
                new Cursor(
                        Instant.parse("2026-01-31T12:00:00.123456789Z"),
                        UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));
        assertEquals(Instant.parse("2026-01-31T12:00:00.123456Z"), cursor.at());
        assertEquals(Optional.of(cursor), Cursor.find(cursor.text()));
        for (String broken : List.of("", "x", "AAAA", "ä", "A".repeat(33))) {
            assertEquals(Optional.empty(), Cursor.find(broken), broken);
        }
    }

    @Test
    void aPageKnowsWhetherThereIsMore() {
        UUID id = new UUID(0, 1);
        Page<Integer> page =
                Page.of(List.of(1, 2, 3), 2, n -> new Cursor(Instant.ofEpochSecond(n), id));
        assertEquals(List.of(1, 2), page.rows());
        assertEquals(Optional.of(new Cursor(Instant.ofEpochSecond(2), id)), page.next());
        assertEquals(
                Optional.empty(),
                Page.of(List.of(1, 2), 2, n -> new Cursor(Instant.ofEpochSecond(n), id)).next());
    }
}
