package handcar.channel.twilio;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSender;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.twilio.TwilioPayload.Result;
import handcar.config.Secret;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.CallFailedException;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Sends as a number of ours. <https://www.twilio.com/docs/messaging/api/message-resource>
final class TwilioSender implements MessageSender {
    private static final Duration SILENCE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// 1 600 characters on either network; WhatsApp takes 80 messages a second and free text for a day.
    private static final ChannelCapabilities WHATSAPP =
            new ChannelCapabilities(
                    1_600,
                    ChannelCapabilities.Unit.UTF16_UNITS,
                    ChannelCapabilities.Markup.WHATSAPP,
                    80,
                    Duration.ofSeconds(1),
                    Optional.of(Duration.ofHours(24)));

    /// A long number sends one segment a second; Twilio queues what is faster.
    private static final ChannelCapabilities SMS =
            new ChannelCapabilities(
                    1_600,
                    ChannelCapabilities.Unit.UTF16_UNITS,
                    ChannelCapabilities.Markup.PLAIN,
                    1,
                    Duration.ofSeconds(1),
                    Optional.empty());

    private final HttpClient httpClient;
    private final Optional<String> publicUrl;

    TwilioSender(HttpClient httpClient, Optional<String> publicUrl) {
        this.httpClient = httpClient;
        this.publicUrl = publicUrl;
    }

    @Override
    public ChannelCapabilities shape(JsonView address) {
        return address.text("network").filter("sms"::equals).isPresent() ? SMS : WHATSAPP;
    }

    @Override
    public SendResult send(OutboundPart part, ChannelAccount account) {
        String from = part.account().isEmpty() ? account.id() : part.account();
        if (sid(account).isEmpty() || token(account).isEmpty() || from.isEmpty()) {
            return new SendResult.Refused("No account SID, auth token or sender is configured.");
        }
        Map<String, String> message =
                TwilioPayload.message(from, part.thread(), part.text(), callback(part, account));
        Request.Body form =
                new Request.Body(
                        "application/x-www-form-urlencoded",
                        TwilioPayload.encoded(message).getBytes(StandardCharsets.UTF_8));
        Request call =
                Request.sending("twilio.send", "POST", at(account, "/Messages.json"), form)
                        .header("Authorization", authorization(account))
                        .repeating(RetrySafety.NEVER)
                        .within(SILENCE, SendResult.LONGEST);
        return SendResult.of(httpClient.call(call), TwilioSender::became);
    }

    /// Twilio tells there what becomes of the message, and so which one it was when its answer got lost.
    private Optional<String> callback(OutboundPart part, ChannelAccount account) {
        String door = account.door().isEmpty() ? "" : "/" + account.door();
        return publicUrl.map(
                base ->
                        base
                                + "/webhooks/twilio"
                                + door
                                + "?"
                                + TwilioWebhook.DELIVERY
                                + "="
                                + part.id());
    }

    private static SendResult became(Response answer) {
        Result result = Result.of(json(answer));
        String code = result.code().orElse("");
        String reason =
                code.isEmpty()
                        ? "Twilio answered " + answer.status() + " " + result.message()
                        : TwilioErrors.sentence(code, result.message());
        if (answer.status() == 429 || answer.status() == 503 || TwilioErrors.passing(code)) {
            return new SendResult.TryLater(reason.strip(), answer.retryAfter());
        }
        if (answer.status() >= 500) {
            return new SendResult.Unknown(reason.strip());
        }
        if (!answer.ok() || result.status().equals("failed")) {
            return new SendResult.Refused(reason.strip());
        }
        return result.id()
                .<SendResult>map(SendResult.Sent::new)
                .orElseGet(() -> new SendResult.Unknown("Twilio told no name for the message"));
    }

    @Override
    public Verified verify(ChannelAccount account) {
        if (sid(account).isEmpty() || token(account).isEmpty()) {
            return new Verified(false, "Set the account SID (AC…) and the auth token.");
        }
        try {
            Request call =
                    Request.get("twilio.account", at(account, ".json"))
                            .header("Authorization", authorization(account))
                            .within(PATIENCE, PATIENCE);
            Response answer = httpClient.call(call).orThrow();
            return answer.ok() ? known(json(answer)) : unknown(answer);
        } catch (CallFailedException e) {
            return new Verified(false, "Twilio does not answer: " + e.getMessage());
        }
    }

    private Verified known(JsonView json) {
        String name = json.text("friendly_name").orElse("an account without a name");
        String status = json.text("status").orElse("active");
        if (!status.equals("active")) {
            return new Verified(false, name + " is " + status);
        }
        return new Verified(
                true,
                publicUrl.isPresent()
                        ? name
                        : name + "; set BACKEND_URL, which Twilio signs and reports to");
    }

    private static Verified unknown(Response answer) {
        Result result = Result.of(json(answer));
        return new Verified(
                false,
                result.code()
                        .map(code -> TwilioErrors.sentence(code, result.message()))
                        .orElseGet(() -> "Twilio answered " + answer.status()));
    }

    private static URI at(ChannelAccount account, String end) {
        String base =
                account.setting(ChannelAccount.BASE_URL)
                        .orElse(TwilioProvider.BASE_URL)
                        .replaceFirst("/+$", "");
        return URI.create(base + "/2010-04-01/Accounts/" + sid(account).orElseThrow() + end);
    }

    private static String authorization(ChannelAccount account) {
        String pair = sid(account).orElseThrow() + ":" + token(account).orElseThrow().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /// It becomes part of an address, so nothing else passes for one.
    private static Optional<String> sid(ChannelAccount account) {
        return account.setting(TwilioProvider.ACCOUNT_SID).filter(sid -> sid.matches("\\w{1,64}"));
    }

    private static Optional<Secret> token(ChannelAccount account) {
        return account.secret(ChannelAccount.WEBHOOK_SECRET);
    }

    private static JsonView json(Response answer) {
        try {
            return new JsonView(Json.any(answer.body()));
        } catch (MalformedJsonException _) {
            return new JsonView(null); // a proxy's page: the status has to do
        }
    }
}
