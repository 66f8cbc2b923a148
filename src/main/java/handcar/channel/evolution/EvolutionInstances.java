package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ProviderApi;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;
import handcar.problem.Problem;

/// The instances (phones) of an Evolution server: they call our webhook and are linked by a QR code.
/// <https://doc.evolution-api.com/v2/api-reference/instance-controller/create-instance-basic>
public final class EvolutionInstances {
    /// The header in which the server sends the webhook's secret.
    static final String SECRET_HEADER = "X-Webhook-Secret";

    /// The events that the server sends to the webhook.
    private static final List<String> EVENTS =
            List.of(
                    "MESSAGES_UPSERT",
                    "MESSAGES_UPDATE",
                    "MESSAGES_EDITED",
                    "MESSAGES_DELETE",
                    "CONNECTION_UPDATE");

    /// Long, because a new instance connects to WhatsApp before the server answers.
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient httpClient;
    private final Optional<String> publicUrl;

    public EvolutionInstances(HttpClient httpClient, Optional<String> publicUrl) {
        this.httpClient = httpClient;
        this.publicUrl = publicUrl;
    }

    /// An instance and its connection.
    ///
    /// @param state `open`, `connecting`, `close`, `refused`, or `absent` when the server does not know it
    /// @param qr links it while it is not connected
    public record Instance(String state, Optional<Qr> qr) {
        Map<String, Object> json() {
            Map<String, Object> json = new HashMap<>();
            json.put("state", state);
            json.put("qr", qr.map(Qr::json).orElse(null));
            return json;
        }
    }

    /// The code that links a phone; valid for about a minute.
    ///
    /// @param base64 the picture as a `data:` URL
    /// @param code the text in the picture
    /// @param pairingCode what a person may type instead of scanning
    public record Qr(Optional<String> base64, Optional<String> code, Optional<String> pairingCode) {
        static Optional<Qr> of(JsonView json) {
            Qr qr =
                    new Qr(
                            json.text("base64")
                                    .filter(text -> text.startsWith("data:image/png;base64,")),
                            json.text("code"),
                            json.text("pairingCode"));
            boolean empty = qr.base64.isEmpty() && qr.code.isEmpty() && qr.pairingCode.isEmpty();
            return empty ? Optional.empty() : Optional.of(qr);
        }

        private Map<String, Object> json() {
            Map<String, Object> json = new HashMap<>();
            json.put("base64", base64.orElse(null));
            json.put("code", code.orElse(null));
            json.put("pairing_code", pairingCode.orElse(null));
            return json;
        }
    }

    /// Creates the instance, or sets the webhook of an existing one.
    public Instance create(ChannelAccount account) {
        requireConfigured(account);
        Map<String, Object> webhook = webhook(account);
        Response created =
                call(
                        EvolutionApi.post(
                                "evolution.create",
                                account,
                                "/instance/create",
                                Map.of(
                                        "instanceName",
                                        account.id(),
                                        "integration",
                                        "WHATSAPP-BAILEYS",
                                        "qrcode",
                                        true,
                                        "groupsIgnore",
                                        true,
                                        "webhook",
                                        webhook)));
        if (!created.ok() && EvolutionApi.reason(created).contains("already in use")) {
            String path = "/webhook/set/" + EvolutionApi.segment(account.id());
            requireOk(
                    call(
                            EvolutionApi.post(
                                    "evolution.webhook",
                                    account,
                                    path,
                                    Map.of("webhook", webhook))));
            return find(account);
        }
        JsonView json = requireOk(created);
        return new Instance(
                json.at("instance").text("status").orElse("connecting"), Qr.of(json.at("qrcode")));
    }

    /// The instance, with a fresh code while it is not connected.
    public Instance find(ChannelAccount account) {
        requireConfigured(account);
        Response found = call(EvolutionApi.state(account));
        if (found.status() == 404) {
            return new Instance("absent", Optional.empty());
        }
        String state = requireOk(found).at("instance").text("state").orElse("close");
        if (state.equals("open")) {
            return new Instance(state, Optional.empty());
        }
        String path = "/instance/connect/" + EvolutionApi.segment(account.id());
        Response connect = call(EvolutionApi.get("evolution.connect", account, path));
        return new Instance(
                state, connect.ok() ? Qr.of(ProviderApi.json(connect)) : Optional.empty());
    }

    private Map<String, Object> webhook(ChannelAccount account) {
        String base =
                publicUrl.orElseThrow(
                        () ->
                                new Problem.Conflict(
                                        "public_url_missing",
                                        "Set BACKEND_URL: the Evolution server must know where to"
                                                + " deliver."));
        String secret =
                account.secret(ChannelAccount.WEBHOOK_SECRET)
                        .map(Secret::reveal)
                        .orElseThrow(
                                () ->
                                        new Problem.Conflict(
                                                "webhook_secret_missing",
                                                "Set the channel's webhook secret first."));
        return Map.of(
                "enabled",
                true,
                "url",
                base + account.webhookPath(),
                "byEvents",
                false,
                "base64",
                false,
                "headers",
                Map.of(SECRET_HEADER, secret),
                "events",
                EVENTS);
    }

    private static void requireConfigured(ChannelAccount account) {
        if (!EvolutionApi.isConfigured(account, account.id())) {
            throw new Problem.Conflict(
                    "channel_incomplete",
                    "Set the Evolution server's address, its API key and the instance's name"
                            + " first.");
        }
    }

    private Response call(Request request) {
        return switch (httpClient.call(
                request.repeating(RetrySafety.NEVER).within(TIMEOUT, TIMEOUT))) {
            case CallResult.Answered<Response>(Response answer) -> answer;
            case CallResult.NotSent<Response>(var _, String detail) -> throw silent(detail);
            case CallResult.Lost<Response>(var _, String detail) -> throw silent(detail);
        };
    }

    private static Problem.Upstream silent(String detail) {
        return new Problem.Upstream(
                "evolution_silent", "The Evolution server does not answer: " + detail);
    }

    private static JsonView requireOk(Response answer) {
        if (!answer.ok()) {
            throw new Problem.Upstream("evolution_refused", EvolutionApi.reason(answer));
        }
        return ProviderApi.json(answer);
    }
}
