package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ProviderApi;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Response;
import handcar.problem.Problem;

/// The phones of an Evolution server: made with our webhook, linked by a QR code.
/// <https://doc.evolution-api.com/v2/api-reference/instance-controller/create-instance-basic>
public final class EvolutionInstances {
    /// The header in which the server repeats the webhook's secret.
    static final String SECRET_HEADER = "X-Webhook-Secret";

    /// What the webhook is told of.
    private static final List<String> EVENTS =
            List.of(
                    "MESSAGES_UPSERT",
                    "MESSAGES_UPDATE",
                    "MESSAGES_EDITED",
                    "MESSAGES_DELETE",
                    "CONNECTION_UPDATE");

    /// A new instance opens its connection to WhatsApp before it answers.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final EvolutionApi api;
    private final Optional<String> publicUrl;

    public EvolutionInstances(HttpClient httpClient, Optional<String> publicUrl) {
        this.api = new EvolutionApi(httpClient);
        this.publicUrl = publicUrl;
    }

    /// How a phone is connected.
    ///
    /// @param state `open`, `connecting`, `close`, `refused`, or `absent` when the server does not know it
    /// @param qr what links it, while it is not connected
    public record Instance(String state, Optional<Qr> qr) {
        Map<String, Object> json() {
            Map<String, Object> json = new HashMap<>();
            json.put("state", state);
            json.put("qr", qr.map(Qr::json).orElse(null));
            return json;
        }
    }

    /// What links a phone; good for about a minute.
    ///
    /// @param base64 the picture as a `data:` address
    /// @param code what the picture says
    /// @param pairingCode what is typed instead of scanning
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

    /// Makes the instance, or tells an existing one where to deliver; then how it is connected.
    public Instance create(ChannelAccount account) {
        configured(account);
        Response made =
                answer(
                        api.post(
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
                                        webhook(account)),
                                PATIENCE));
        if (made.ok()) {
            JsonView json = ProviderApi.json(made);
            return new Instance(
                    json.at("instance").text("status").orElse("connecting"),
                    Qr.of(json.at("qrcode")));
        }
        boolean exists = EvolutionApi.reason(made).contains("already in use");
        if (!exists) {
            throw refused(made);
        }
        Response set =
                answer(
                        api.post(
                                "evolution.webhook",
                                account,
                                "/webhook/set/" + EvolutionApi.segment(account.id()),
                                Map.of("webhook", webhook(account)),
                                PATIENCE));
        if (!set.ok()) {
            throw refused(set);
        }
        return find(account);
    }

    /// How it is connected, with a fresh code while it is not.
    public Instance find(ChannelAccount account) {
        configured(account);
        String name = EvolutionApi.segment(account.id());
        Response state =
                answer(
                        api.get(
                                "evolution.state",
                                account,
                                "/instance/connectionState/" + name,
                                PATIENCE));
        if (state.status() == 404) {
            return new Instance("absent", Optional.empty());
        }
        if (!state.ok()) {
            throw refused(state);
        }
        String told = ProviderApi.json(state).at("instance").text("state").orElse("close");
        if (told.equals("open")) {
            return new Instance(told, Optional.empty());
        }
        Response connecting =
                answer(
                        api.get(
                                "evolution.connect",
                                account,
                                "/instance/connect/" + name,
                                PATIENCE));
        return new Instance(
                told, connecting.ok() ? Qr.of(ProviderApi.json(connecting)) : Optional.empty());
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

    private static void configured(ChannelAccount account) {
        if (!EvolutionApi.isConfigured(account) || account.id().isBlank()) {
            throw new Problem.Conflict(
                    "channel_incomplete",
                    "Set the Evolution server's address, its API key and the instance's name"
                            + " first.");
        }
    }

    private static Response answer(CallResult<Response> outcome) {
        return switch (outcome) {
            case CallResult.Answered<Response>(Response answer) -> answer;
            case CallResult.NotSent<Response>(var _, String detail) -> throw silent(detail);
            case CallResult.Lost<Response>(var _, String detail) -> throw silent(detail);
        };
    }

    private static Problem.Upstream silent(String detail) {
        return new Problem.Upstream(
                "evolution_silent", "The Evolution server does not answer: " + detail);
    }

    private static Problem.Upstream refused(Response answer) {
        return new Problem.Upstream("evolution_refused", EvolutionApi.reason(answer));
    }
}
