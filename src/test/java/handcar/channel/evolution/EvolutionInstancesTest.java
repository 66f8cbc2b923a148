package handcar.channel.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.evolution.EvolutionInstances.Instance;
import handcar.channel.evolution.EvolutionInstances.Qr;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.problem.Problem;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Linking a phone.
final class EvolutionInstancesTest {
    private static final String PICTURE = "data:image/png;base64,iVBORw0KGgo=";

    private final FakeServer server = new FakeServer(FakeReply.json(500, Map.of()));
    private final HttpClient httpClient =
            new HttpClient(
                    HttpClientSettings.defaults(), AddressGuard.publicOnly(), CallMetrics.none());
    private final EvolutionInstances instances =
            new EvolutionInstances(httpClient, Optional.of("https://handcar.example"));

    @AfterEach
    void close() {
        httpClient.close();
        server.close();
    }

    private ChannelAccount account(String... secrets) {
        return EvolutionFixture.account(Map.of(ChannelAccount.BASE_URL, server.baseUrl()), secrets);
    }

    private static Map<String, Object> code() {
        return Map.of("base64", PICTURE, "code", "2@abc", "pairingCode", "WZYEH1YY", "count", 1);
    }

    private static Instance linking(String state) {
        return new Instance(
                state,
                Optional.of(
                        new Qr(
                                Optional.of(PICTURE),
                                Optional.of("2@abc"),
                                Optional.of("WZYEH1YY"))));
    }

    private static FakeReply state(String state) {
        return FakeReply.json(
                200, Map.of("instance", Map.of("instanceName", "shop", "state", state)));
    }

    @Test
    void anInstanceIsMadeWithOurWebhook() {
        server.then(
                FakeReply.json(
                        201,
                        Map.of(
                                "instance",
                                Map.of("instanceName", "shop", "status", "connecting"),
                                "hash",
                                "429683",
                                "qrcode",
                                code())));
        assertEquals(linking("connecting"), instances.create(account(EvolutionFixture.SECRET)));
        assertEquals("/instance/create", server.lastRequest().path());
        var body = server.lastRequest().json();
        assertEquals("shop", body.text("instanceName").orElseThrow());
        assertEquals("WHATSAPP-BAILEYS", body.text("integration").orElseThrow());
        assertEquals(
                Map.of(
                        "enabled",
                        true,
                        "url",
                        "https://handcar.example/webhooks/evolution",
                        "byEvents",
                        false,
                        "base64",
                        false,
                        "headers",
                        Map.of("X-Webhook-Secret", EvolutionFixture.SECRET),
                        "events",
                        List.of(
                                "MESSAGES_UPSERT",
                                "MESSAGES_UPDATE",
                                "MESSAGES_EDITED",
                                "MESSAGES_DELETE",
                                "CONNECTION_UPDATE")),
                body.at("webhook").fields());
    }

    @Test
    void anExistingInstanceIsToldWhereToDeliver() {
        server.then(
                EvolutionSenderTest.failed(403, List.of("This name \"shop\" is already in use.")),
                FakeReply.json(201, Map.of("enabled", true)),
                state("close"),
                FakeReply.json(200, code()));
        assertEquals(linking("close"), instances.create(account(EvolutionFixture.SECRET)));
        assertEquals(
                List.of(
                        "/instance/create",
                        "/webhook/set/shop",
                        "/instance/connectionState/shop",
                        "/instance/connect/shop"),
                server.requests().stream().map(each -> each.path()).toList());
    }

    @Test
    void aConnectedPhoneNeedsNoCode() {
        server.then(state("open"));
        assertEquals(
                new Instance("open", Optional.empty()),
                instances.find(account(EvolutionFixture.SECRET)));
        assertEquals(1, server.requests().size());
    }

    @Test
    void anInstanceThatIsNotThereIsAbsent() {
        server.then(
                EvolutionSenderTest.failed(404, List.of("The \"shop\" instance does not exist")));
        assertEquals(
                new Instance("absent", Optional.empty()),
                instances.find(account(EvolutionFixture.SECRET)));
    }

    @Test
    void aPictureThatIsNoPictureIsNotShown() {
        server.then(
                state("close"),
                FakeReply.json(
                        200, Map.of("base64", "https://elsewhere.example/x.png", "count", 0)));
        assertEquals(
                new Instance("close", Optional.empty()),
                instances.find(account(EvolutionFixture.SECRET)));
    }

    @Test
    void whatIsMissingIsTold() {
        EvolutionInstances nowhere = new EvolutionInstances(httpClient, Optional.empty());
        assertThrows(
                Problem.Conflict.class, () -> nowhere.create(account(EvolutionFixture.SECRET)));
        assertThrows(Problem.Conflict.class, () -> instances.create(account()));
        assertThrows(
                Problem.Conflict.class,
                () -> instances.find(EvolutionFixture.account(Map.of(), EvolutionFixture.SECRET)));
    }

    @Test
    void aServerThatRefusesOrIsSilentIsTold() {
        server.then(EvolutionSenderTest.failed(401, "Unauthorized"), FakeReply.hangUp());
        assertThrows(
                Problem.Upstream.class, () -> instances.create(account(EvolutionFixture.SECRET)));
        assertThrows(
                Problem.Upstream.class, () -> instances.find(account(EvolutionFixture.SECRET)));
        server.close();
        assertThrows(
                Problem.Upstream.class, () -> instances.find(account(EvolutionFixture.SECRET)));
    }
}
