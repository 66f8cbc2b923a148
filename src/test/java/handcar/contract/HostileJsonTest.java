package handcar.contract;

import static handcar.contract.GeneralContractTest.assertError;
import static handcar.contract.GeneralContractTest.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.ContractServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// JSON and queries that nobody honest sends, to every route of the whole server: each gets the contract's error with the
/// right status, none a 500, and the server goes on.
final class HostileJsonTest {
    private final ContractServer site = ContractServer.shared();

    @AfterEach
    void theServerGoesOn() {
        assertEquals(200, site.get("/health/readiness", "").status());
        assertEquals(201, site.post("/api/v1/chat/conversations", "{}", "").status());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// What no route that reads a body takes, with the status it deserves.
    private static List<byte[]> malformed() {
        List<byte[]> bodies = new ArrayList<>();
        for (String text :
                List.of(
                        "{",
                        "[]",
                        "\"text\"",
                        "7",
                        "null",
                        "{\"content\":\"a\",\"content\":\"b\"}",
                        "{\"a\":NaN}",
                        "{\"a\":\"\u0000\"}",
                        "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                        "{\"a\":1}{\"b\":2}",
                        "// {}",
                        "<xml/>")) {
            bodies.add(bytes(text));
        }
        bodies.add(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '"', '}'});
        bodies.add("{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_16));
        return bodies;
    }

    /// Proper JSON of improper values.
    private static List<String> improper() {
        List<String> values = new ArrayList<>();
        for (String value :
                List.of(
                        "\"\\u0000\"",
                        "\"\\ud800\"",
                        "\"x\\udc00x\"",
                        "7",
                        "-1",
                        "1e400",
                        "9".repeat(400),
                        "1.5",
                        "true",
                        "null",
                        "[]",
                        "{}",
                        "[[[{}]]]",
                        "{\"a\":{\"b\":[1]}}",
                        "\"\"",
                        "\"\u202e\ufeff\"",
                        "\"'; DROP TABLE messages; --\"",
                        "\"../../../../etc/passwd\"",
                        "\"" + "x".repeat(20_000) + "\"")) {
            StringBuilder body = new StringBuilder("{");
            for (String name :
                    List.of(
                            "content",
                            "client_id",
                            "agent",
                            "visitor",
                            "message",
                            "message_id",
                            "rating",
                            "comment",
                            "email",
                            "password",
                            "refresh_token",
                            "admin_token",
                            "role",
                            "name",
                            "slug",
                            "rules",
                            "examples",
                            "temperature",
                            "max_tokens",
                            "is_default",
                            "scopes",
                            "expires_at",
                            "title",
                            "text",
                            "minutes",
                            "assignee",
                            "tags",
                            "priority",
                            "stage",
                            "current_password",
                            "new_password",
                            "disabled")) {
                body.append('"').append(name).append("\":").append(value).append(',');
            }
            body.setCharAt(body.length() - 1, '}');
            values.add(body.toString());
        }
        return values;
    }

    @Test
    void noRouteFailsOnAnyBody() {
        List<byte[]> bodies = new ArrayList<>(malformed());
        improper().forEach(text -> bodies.add(bytes(text)));
        ContractServer.Guest guest = site.guest();
        String agent =
                site.post("/api/v1/agents", "{\"name\":\"Sturdy\"}")
                        .body()
                        .text("id")
                        .orElseThrow();
        for (String route : site.routes()) {
            String method = route.substring(0, route.indexOf(' '));
            if (!Set.of("POST", "PUT", "PATCH").contains(method)) {
                continue;
            }
            boolean chat = route.contains("/chat/");
            String path =
                    route.substring(method.length() + 1)
                            .replace(
                                    "{id}",
                                    route.contains("/agents/") ? agent : guest.id().toString())
                            .replace("{message}", guest.id().toString())
                            .replace("{kind}", "whatsapp")
                            .replace("{tail}", guest.id().toString())
                            .replace("{event}", "messages-upsert")
                            .replaceAll("\\{[^}]*}", guest.id().toString());
            for (byte[] body : bodies) {
                ContractServer.Said said =
                        site.send(
                                method,
                                path,
                                chat ? guest.token() : ContractServer.ADMIN,
                                "application/json",
                                body);
                String what =
                        route
                                + " "
                                + said.status()
                                + " "
                                + said.text()
                                + " for "
                                + new String(
                                        body, 0, Math.min(80, body.length), StandardCharsets.UTF_8);
                assertTrue(said.status() < 500, what);
                if (said.status() >= 400) {
                    assertError(said);
                }
            }
        }
    }

    @Test
    void malformedBodiesAre400AndHalfCharacters422() {
        ContractServer.Guest guest = site.guest();
        for (byte[] body : malformed()) {
            assertRefused(
                    400,
                    "invalid",
                    site.send(
                            "POST",
                            guest.path("/messages"),
                            guest.token(),
                            "application/json",
                            body));
        }
        for (String half : List.of("\\ud800", "a\\udc00", "\\u0000")) {
            ContractServer.Said said =
                    site.post(
                            guest.path("/messages"),
                            "{\"content\":\"" + half + "\"}",
                            guest.token());
            assertRefused(422, "invalid", said);
            assertEquals(List.of("content"), said.badFields());
        }
    }

    @Test
    void noRouteFailsOnAnyQuery() {
        for (String route : site.routes()) {
            if (!route.startsWith("GET /api/") || route.endsWith("/events")) {
                continue;
            }
            String path =
                    route.substring(4)
                            .replaceAll("\\{[^}]*}", "01890000-0000-7000-8000-000000000000");
            for (String bad :
                    List.of(
                            "%00",
                            "%ff%fe",
                            "%ED%A0%80",
                            "-1",
                            "9".repeat(30),
                            "x".repeat(3_000),
                            "%27%20OR%201=1--",
                            "%25%5f%5c",
                            "2026-13-45",
                            "+",
                            "%F0%9F%A6%8A")) {
                StringBuilder query = new StringBuilder("?");
                for (String name :
                        List.of(
                                "q",
                                "limit",
                                "cursor",
                                "after",
                                "status",
                                "agent",
                                "assignee",
                                "tag",
                                "stage",
                                "channel",
                                "since",
                                "until",
                                "action",
                                "actor_id")) {
                    ContractServer.Said said = site.get(path + "?" + name + "=" + bad);
                    assertTrue(
                            said.status() < 500, path + "?" + name + "=" + bad + " " + said.text());
                    if (said.status() >= 400) {
                        assertError(said);
                    }
                    query.append(name)
                            .append('=')
                            .append(bad.length() > 500 ? "x" : bad)
                            .append('&');
                }
                assertTrue(site.get(path + query).status() < 500, path + query);
            }
        }
    }
}
