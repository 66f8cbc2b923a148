package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.OutboundPart;
import handcar.channel.ProviderApi;
import handcar.channel.SendResult;
import handcar.channel.TextSender;
import handcar.net.CallResult;
import handcar.net.Response;

/// Writes as the linked phone. <https://doc.evolution-api.com/v2/api-reference/message-controller/send-text>
final class EvolutionSender implements TextSender {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EvolutionApi api;

    EvolutionSender(EvolutionApi api) {
        this.api = api;
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        String instance = part.sender(account);
        if (!EvolutionApi.isConfigured(account) || instance.isEmpty()) {
            return new SendResult.Refused("No server, API key or instance is configured.");
        }
        return SendResult.of(
                api.post(
                        "evolution.send",
                        account,
                        "/message/sendText/" + EvolutionApi.segment(instance),
                        Map.of("number", part.thread(), "text", text, "linkPreview", false),
                        SendResult.LONGEST),
                EvolutionSender::became);
    }

    private static SendResult became(Response answer) {
        if (answer.ok()) {
            return ProviderApi.json(answer)
                    .at("key")
                    .text("id")
                    .<SendResult>map(SendResult.Sent::new)
                    .orElseGet(
                            () -> new SendResult.Unknown("Evolution told no name for the message"));
        }
        String reason = EvolutionApi.reason(answer);
        // said before anything is written to the phone's connection
        boolean unwritten =
                reason.contains("Connection Closed") || reason.contains("not connected");
        if (answer.status() == 429 || answer.status() == 503 || unwritten) {
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
        if (!EvolutionApi.isConfigured(account) || account.id().isEmpty()) {
            return new Verified(false, "Set the server's address, its API key and the instance.");
        }
        CallResult<Response> outcome =
                api.get(
                        "evolution.state",
                        account,
                        "/instance/connectionState/" + EvolutionApi.segment(account.id()),
                        PATIENCE);
        return switch (outcome) {
            case CallResult.Answered<Response>(Response answer) -> verified(answer, account);
            case CallResult.NotSent<Response>(var _, String detail) -> silent(detail);
            case CallResult.Lost<Response>(var _, String detail) -> silent(detail);
        };
    }

    private static Verified verified(Response answer, ChannelAccount account) {
        if (answer.status() == 404) {
            return new Verified(false, "There is no instance " + account.id() + "; create it.");
        }
        if (!answer.ok()) {
            return new Verified(false, EvolutionApi.reason(answer));
        }
        String state = ProviderApi.json(answer).at("instance").text("state").orElse("unknown");
        return state.equals("open")
                ? new Verified(true, account.id() + " is connected")
                : new Verified(
                        false,
                        account.id() + " is not connected (" + state + "): scan its QR code");
    }

    private static Verified silent(String detail) {
        return new Verified(false, "The Evolution server does not answer: " + detail);
    }
}
