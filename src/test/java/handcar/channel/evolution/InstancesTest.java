package handcar.channel.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handcar.channel.Account;
import handcar.channel.evolution.Instances.Instance;
import handcar.channel.evolution.Instances.Qr;
import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.http.Problem;
import handcar.net.CallMeter;
import handcar.net.Guard;
import handcar.net.NetSettings;
import handcar.net.Outgoing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Linking a phone.
final class InstancesTest {
    private static final String PICTURE = "data:image/png;base64,iVBORw0KGgo=";

    private final FakeServer server = new FakeServer(Reply.json(500, Map.of()));
    private final Outgoing outgoing =
            new Outgoing(NetSettings.defaults(), Guard.publicOnly(), CallMeter.none());
    private final Instances instances =
            new Instances(outgoing, Optional.of("https://handcar.example"));

    @AfterEach
    void close() {
        outgoing.close();
        server.close();
    }

    private Account account(String... secrets) {
        return Phone.account(Map.of(Account.BASE_URL, server.baseUrl()), secrets);
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

    private static Reply state(String state) {
        return Reply.json(200, Map.of("instance", Map.of("instanceName", "shop", "state", state)));
    }

    @Test
    void anInstanceIsMadeWithOurWebhook() {
        server.then(
                Reply.json(
                        201,
                        Map.of(
                                "instance",
                                Map.of("instanceName", "shop", "status", "connecting"),
                                "hash",
                                "429683",
                                "qrcode",
                                code())));
        assertEquals(linking("connecting"), instances.create(account(Phone.SECRET)));
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
                        Map.of("X-Webhook-Secret", Phone.SECRET),
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
                EvolutionOutTest.failed(403, List.of("This name \"shop\" is already in use.")),
                Reply.json(201, Map.of("enabled", true)),
                state("close"),
                Reply.json(200, code()));
        assertEquals(linking("close"), instances.create(account(Phone.SECRET)));
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
        assertEquals(new Instance("open", Optional.empty()), instances.find(account(Phone.SECRET)));
        assertEquals(1, server.requests().size());
    }

    @Test
    void anInstanceThatIsNotThereIsAbsent() {
        server.then(EvolutionOutTest.failed(404, List.of("The \"shop\" instance does not exist")));
        assertEquals(
                new Instance("absent", Optional.empty()), instances.find(account(Phone.SECRET)));
    }

    @Test
    void aPictureThatIsNoPictureIsNotShown() {
        server.then(
                state("close"),
                Reply.json(200, Map.of("base64", "https://elsewhere.example/x.png", "count", 0)));
        assertEquals(
                new Instance("close", Optional.empty()), instances.find(account(Phone.SECRET)));
    }

    @Test
    void whatIsMissingIsTold() {
        Instances nowhere = new Instances(outgoing, Optional.empty());
        assertThrows(Problem.Conflict.class, () -> nowhere.create(account(Phone.SECRET)));
        assertThrows(Problem.Conflict.class, () -> instances.create(account()));
        assertThrows(
                Problem.Conflict.class,
                () -> instances.find(Phone.account(Map.of(), Phone.SECRET)));
    }

    @Test
    void aServerThatRefusesOrIsSilentIsTold() {
        server.then(EvolutionOutTest.failed(401, "Unauthorized"), Reply.hangUp());
        assertThrows(Problem.Upstream.class, () -> instances.create(account(Phone.SECRET)));
        assertThrows(Problem.Upstream.class, () -> instances.find(account(Phone.SECRET)));
        server.close();
        assertThrows(Problem.Upstream.class, () -> instances.find(account(Phone.SECRET)));
    }
}
