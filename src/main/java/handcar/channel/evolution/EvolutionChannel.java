package handcar.channel.evolution;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.Shape;
import handcar.json.JsonView;
import handcar.net.Answer;
import handcar.net.Outcome;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Writes as the linked phone. <https://doc.evolution-api.com/v2/api-reference/message-controller/send-text>
final class EvolutionChannel implements Channel {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// A phone that writes faster than a person is taken for what it is, and banned.
    private static final Shape SHAPE =
            new Shape(
                    4_096,
                    Shape.Unit.UTF16_UNITS,
                    Shape.Markup.WHATSAPP,
                    1,
                    Duration.ofSeconds(2),
                    Optional.empty());

    private final EvolutionApi api;

    EvolutionChannel(EvolutionApi api) {
        this.api = api;
    }

    @Override
    public Shape shape(JsonView address) {
        return SHAPE;
    }

    @Override
    public Sending send(Part part, Account account) {
        String instance = part.account().isEmpty() ? account.id() : part.account();
        if (!EvolutionApi.isConfigured(account) || instance.isEmpty()) {
            return new Sending.Refused("No server, API key or instance is configured.");
        }
        return Sending.of(
                api.post(
                        "evolution.send",
                        account,
                        "/message/sendText/" + EvolutionApi.segment(instance),
                        Map.of("number", part.thread(), "text", part.text(), "linkPreview", false),
                        Sending.LONGEST),
                EvolutionChannel::became);
    }

    private static Sending became(Answer answer) {
        if (answer.ok()) {
            return EvolutionApi.json(answer)
                    .at("key")
                    .text("id")
                    .<Sending>map(Sending.Sent::new)
                    .orElseGet(() -> new Sending.Unknown("Evolution told no name for the message"));
        }
        String reason = EvolutionApi.reason(answer);
        // said before anything is written to the phone's connection
        boolean unwritten =
                reason.contains("Connection Closed") || reason.contains("not connected");
        if (answer.status() == 429 || answer.status() == 503 || unwritten) {
            return new Sending.TryLater(reason, answer.retryAfter());
        }
        if (answer.status() >= 500) {
            return new Sending.Unknown(reason);
        }
        return new Sending.Refused(
                reason.contains("\"exists\":false")
                        ? "The customer's number is not on WhatsApp."
                        : reason);
    }

    @Override
    public Verified verify(Account account) {
        if (!EvolutionApi.isConfigured(account) || account.id().isEmpty()) {
            return new Verified(false, "Set the server's address, its API key and the instance.");
        }
        Outcome<Answer> outcome =
                api.get(
                        "evolution.state",
                        account,
                        "/instance/connectionState/" + EvolutionApi.segment(account.id()),
                        PATIENCE);
        return switch (outcome) {
            case Outcome.Answered<Answer>(Answer answer) -> verified(answer, account);
            case Outcome.NotSent<Answer>(var _, String detail) -> silent(detail);
            case Outcome.Lost<Answer>(var _, String detail) -> silent(detail);
        };
    }

    private static Verified verified(Answer answer, Account account) {
        if (answer.status() == 404) {
            return new Verified(false, "There is no instance " + account.id() + "; create it.");
        }
        if (!answer.ok()) {
            return new Verified(false, EvolutionApi.reason(answer));
        }
        String state = EvolutionApi.json(answer).at("instance").text("state").orElse("unknown");
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
