package handcar.pages;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.net.HmacSignatures;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

/// A shop on a busy morning: documents, customers of two channels, colleagues, what was refused and what did not arrive.
final class LampShop implements AutoCloseable {
    private static final String SECRET = "the app secret of the tests";
    private static final String ADMIN = TestClient.ADMIN;
    private static final String PRICES =
            """
            The brass lamp costs 49 EUR. It comes with a bulb and a cable of two metres.

            The glass lamp costs 79 EUR. It is delivered within three days.

            Lamps are taken back within 30 days. The shop pays the way back.
            """;

    private final FakeServer whatsApp =
            new FakeServer(
                    FakeReply.json(
                            400,
                            Map.of(
                                    "error",
                                    Map.of("code", 131_026, "message", "Message undeliverable"))));
    private final FakeServer program = new FakeServer(FakeReply.json(200, Map.of("fine", true)));
    final TestServer server =
            new TestServer(
                    Map.of(
                            "WHATSAPP_APP_SECRET", SECRET,
                            "WHATSAPP_ACCESS_TOKEN", "token",
                            "WHATSAPP_PHONE_NUMBER_ID", "1065",
                            "WHATSAPP_BASE_URL", whatsApp.baseUrl(),
                            "PRIVATE_HOSTS", "127.0.0.1",
                            "MESSAGE_BUFFER_SECONDS", "0"));
    private final TestClient caller = server.caller;
    private String agent = "";

    /// The agent's slug.
    String agent() {
        return agent;
    }

    /// Its agent with its documents, once.
    void open() {
        if (!agent.isEmpty()) {
            return;
        }
        Map<String, Object> dora =
                Map.of(
                        "name",
                        "Dora",
                        "company",
                        "Lamps & Sons",
                        "persona",
                        "Knows every lamp of the shop.",
                        "greeting",
                        "Hello! Which lamp may it be?",
                        "suggestions",
                        List.of("What does the brass lamp cost?", "Can I send a lamp back?"),
                        "public",
                        true);
        agent = post("/api/v1/agents", dora);
        caller.shelve(agent, "Prices and returns", PRICES);
        caller.shelve(agent, "Opening hours", "The shop is open from 9 to 18 on weekdays.");
    }

    /// @return the customer whose answer has evidence
    Guest furnish() {
        open();
        hire("Bea", "agent");
        hire("Carl", "admin");
        Guest asked = guest("Ann Hill");
        caller.ask(asked, "What does the brass lamp cost?");
        caller.ask(asked, "Can I send a lamp back?");
        act(asked, "notes", Map.of("content", "A regular; she fetches her lamps herself."));
        act(asked, "tags", Map.of("tags", List.of("prices", "regular")));
        Guest waiting = guest("Çelik Öz");
        caller.says(waiting, "I want to talk to a person.");
        Guest taken = guest("Bo Lund");
        caller.says(taken, "My lamp came with a broken bulb.");
        act(taken, "takeover", Map.of());
        act(taken, "replies", Map.of("content", "I am sorry! A new bulb leaves **today**."));
        act(taken, "priority", Map.of("priority", "high"));
        caller.says(taken, "Thank you. When will the lamp be here?");
        Guest closed = guest("Dina Mintoff-Camilleri");
        caller.ask(closed, "When is the shop open?");
        act(closed, "close", Map.of());
        write("Do you deliver a lamp to Malta?");
        Wait.until(
                "an answer was refused",
                () -> server.count("SELECT count(*) FROM deliveries WHERE state = 'refused'"),
                now -> now > 0);
        post(
                "/api/v1/subscriptions",
                Map.of(
                        "url",
                        program.baseUrl() + "/crm",
                        "events",
                        List.of("message.created", "handoff.requested", "delivery.failed")));
        for (int tries = 0; tries < 21; tries++) {
            caller.get("/api/v1/security-events", "hc_nobody-has-this-key");
        }
        caller.post("/api/v1/auth/login", Map.of("admin_token", "a guess"), "");
        return asked;
    }

    private Guest guest(String name) {
        Guest guest = caller.guest(agent);
        server.update(
                "UPDATE contacts SET name = '"
                        + name
                        + "', email = 'customer@mail.example', attributes = '{\"plan\": \"gold\"}'"
                        + " WHERE id = (SELECT contact_id FROM conversations WHERE id = '"
                        + guest.id()
                        + "')");
        return guest;
    }

    private void act(Guest guest, String what, Object body) {
        post("/api/v1/conversations/" + guest.id() + "/" + what, body);
    }

    /// A colleague with [DeskFixture#PASSWORD].
    void hire(String name, String role) {
        post(
                "/api/v1/users",
                Map.of(
                        "email",
                        DeskFixture.email(name),
                        "name",
                        name,
                        "role",
                        role,
                        "password",
                        DeskFixture.PASSWORD));
    }

    /// @return the slug of what was made, if it has one
    private String post(String path, Object body) {
        TestClient.Said said = caller.post(path, body, ADMIN);
        if (said.status() >= 300) {
            throw new IllegalStateException(path + " " + said);
        }
        return said.body().text("slug").orElse("");
    }

    /// A customer writes by WhatsApp.
    private void write(String text) {
        String body =
                """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"1065"},
                "contacts":[{"profile":{"name":"Ella Vella"},"wa_id":"35621000000"}],
                "messages":[{"from":"35621000000","id":"wamid.1","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}
                """
                        .formatted(System.currentTimeMillis() / 1000, text);
        String proof = HmacSignatures.hex(SECRET, body.getBytes(StandardCharsets.UTF_8));
        caller.knock("/webhooks/whatsapp", body, Map.of("X-Hub-Signature-256", "sha256=" + proof));
    }

    @Override
    public void close() {
        server.close();
        whatsApp.close();
        program.close();
    }
}
