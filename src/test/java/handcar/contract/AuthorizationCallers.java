package handcar.contract;

import static handcar.testing.TestClient.ADMIN;

import module java.base;

import handcar.contract.AuthorizationMatrix.Caller;
import handcar.json.JsonView;
import handcar.testing.TestClient;

/// Everybody who may call a server, with the token they show: a user of each role, one who was disabled, a key of each scope,
/// one that was revoked, and strangers.
final class AuthorizationCallers {
    private static final String PASSWORD = "wintry lamps on a hill";

    private static final List<Caller> PEOPLE =
            List.of(Caller.VIEWER, Caller.AGENT, Caller.ADMIN, Caller.OWNER);

    private final TestClient client;
    private final Map<Caller, String> tokens = new EnumMap<>(Caller.class);

    AuthorizationCallers(TestClient client) {
        this.client = client;
        tokens.put(Caller.NOBODY, "");
        tokens.put(
                Caller.STRANGER, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJvd25lciIsInJvbGUiOiJvd25lciJ9.");
        tokens.put(Caller.ADMIN_TOKEN, ADMIN);
        for (Caller role : PEOPLE) {
            user(role.name(), role.name().toLowerCase(Locale.ROOT));
            tokens.put(role, logIn(role.name()));
        }
        JsonView disabled = user(Caller.DISABLED.name(), "owner");
        tokens.put(Caller.DISABLED, logIn(Caller.DISABLED.name()));
        client.send("PATCH", "/api/v1/users/" + id(disabled), Map.of("disabled", true), ADMIN);
        for (Caller key :
                List.of(
                        Caller.STAFF_KEY,
                        Caller.GATEWAY_KEY,
                        Caller.CHAT_KEY,
                        Caller.REVOKED_KEY)) {
            String scope = key.name().toLowerCase(Locale.ROOT).replaceFirst("_.*", "");
            List<String> scopes =
                    key == Caller.REVOKED_KEY
                            ? List.of("staff", "gateway", "chat")
                            : List.of(scope);
            JsonView made = made("/api/v1/api-keys", Map.of("name", key.name(), "scopes", scopes));
            tokens.put(key, made.text("key").orElseThrow());
            if (key == Caller.REVOKED_KEY) {
                client.send("DELETE", "/api/v1/api-keys/" + id(made), Map.of(), ADMIN);
            }
        }
    }

    /// Makes a user.
    JsonView user(String name, String role) {
        return made(
                "/api/v1/users",
                Map.of(
                        "email", email(name),
                        "name", name,
                        "role", role,
                        "password", PASSWORD));
    }

    private static String email(String name) {
        return name.toLowerCase(Locale.ROOT) + "@firm.example";
    }

    private String logIn(String name) {
        return made("/api/v1/auth/login", Map.of("email", email(name), "password", PASSWORD))
                .text("access_token")
                .orElseThrow();
    }

    /// From now on this caller shows this token.
    void show(Caller caller, String token) {
        tokens.put(caller, token);
    }

    String token(Caller caller) {
        return Objects.requireNonNull(tokens.get(caller));
    }

    /// After all their log-ins were ended; nothing for a caller who never logged in.
    void logInAgain(Caller caller) {
        if (PEOPLE.contains(caller)) {
            tokens.replace(caller, logIn(caller.name()));
        }
    }

    /// Makes an object as the owner.
    JsonView made(String path, Object body) {
        TestClient.Said said = client.post(path, body, ADMIN);
        if (said.status() >= 300) {
            throw new AssertionError(path + " " + said);
        }
        return said.body();
    }

    static String id(JsonView object) {
        return object.text("id").orElseThrow(() -> new AssertionError(object.toString()));
    }
}
