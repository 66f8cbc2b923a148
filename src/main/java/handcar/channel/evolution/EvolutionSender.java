package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.Outbound;
import handcar.channel.OutboundFile;
import handcar.channel.OutboundPart;
import handcar.channel.ProviderApi;
import handcar.channel.SendResult;
import handcar.channel.TextSender;
import handcar.net.HttpClient;
import handcar.net.Response;

/// Sends from the linked phone. <https://doc.evolution-api.com/v2/api-reference/message-controller/send-text>
final class EvolutionSender implements TextSender {
    private final ProviderApi api;

    EvolutionSender(HttpClient httpClient) {
        this.api = new ProviderApi("The Evolution server", httpClient);
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        String instance = part.sender(account);
        return EvolutionApi.isConfigured(account, instance)
                ? api.send(
                        EvolutionApi.post(
                                "evolution.send",
                                account,
                                "/message/sendText/" + EvolutionApi.segment(instance),
                                Map.of("number", number(part), "text", text, "linkPreview", false)),
                        SendResult.LONGEST, // it waits for WhatsApp
                        this::result)
                : new SendResult.Refused("No server, API key or instance is configured.");
    }

    /// <https://doc.evolution-api.com/v2/api-reference/message-controller/send-media>
    @Override
    public SendResult files(
            OutboundPart part, String text, List<Outbound.Media> files, ChannelAccount account) {
        String instance = part.sender(account);
        Outbound.Media media = files.getFirst();
        if (!EvolutionApi.isConfigured(account, instance) || media.kept().isEmpty()) {
            return new SendResult.Refused("No server, API key or instance is configured.");
        }
        OutboundFile file = media.kept().get();
        Map<String, Object> message = new HashMap<>();
        message.put("number", number(part));
        message.put("mediatype", media.type().name().toLowerCase(Locale.ROOT));
        message.put("mimetype", file.mimeType());
        message.put("fileName", file.name());
        if (!text.isEmpty()) {
            message.put("caption", text);
        }
        return api.sendFile(
                EvolutionApi.sending(
                        "evolution.send",
                        account,
                        "/message/sendMedia/" + EvolutionApi.segment(instance),
                        EvolutionApi.withBase64(message, "media", file)),
                SendResult.LONGEST_WITH_FILE, // it waits for WhatsApp
                this::result);
    }

    /// The customer's number, which may have changed since the thread began; else what hides it.
    private static String number(OutboundPart part) {
        return part.address()
                .text("to")
                .or(() -> part.address().text("recipient"))
                .orElseGet(part::thread);
    }

    private SendResult result(Response answer) {
        if (answer.ok()) {
            return api.sent(ProviderApi.json(answer).at("key").text("id"));
        }
        String reason = EvolutionApi.reason(answer);
        // the server reports these before it writes anything to the phone's connection
        boolean notSent = reason.contains("Connection Closed") || reason.contains("not connected");
        if (answer.status() == 429 || answer.status() == 503 || notSent) {
            return new SendResult.TryLater(reason, answer.retryAfter());
        }
        if (answer.status() >= 500) {
            return new SendResult.Unknown(reason);
        }
        return new SendResult.Refused(
                reason.contains("\"exists\":false")
                        ? "The customer's number is not on WhatsApp."
                        : reason);
    }

    @Override
    public Verified verify(ChannelAccount account) {
        return EvolutionApi.isConfigured(account, account.id())
                ? api.verify(EvolutionApi.state(account), answer -> verified(answer, account.id()))
                : new Verified(false, "Set the server's address, its API key and the instance.");
    }

    private static Verified verified(Response answer, String instance) {
        if (answer.status() == 404) {
            return new Verified(false, "There is no instance " + instance + "; create it.");
        }
        if (!answer.ok()) {
            return new Verified(false, EvolutionApi.reason(answer));
        }
        String state = ProviderApi.json(answer).at("instance").text("state").orElse("unknown");
        return state.equals("open")
                ? new Verified(true, instance + " is connected")
                : new Verified(
                        false, instance + " is not connected (" + state + "): scan its QR code");
    }
}
