package handcar.channel.twilio;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.Shape;
import handcar.channel.twilio.TwilioPayload.Result;
import handcar.config.Secret;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJson;
import handcar.net.Answer;
import handcar.net.Call;
import handcar.net.NoAnswer;
import handcar.net.Outgoing;
import handcar.net.Repeat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Sends as a number of ours. <https://www.twilio.com/docs/messaging/api/message-resource>
final class TwilioChannel implements Channel {
    private static final Duration SILENCE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// 1 600 characters on either network; WhatsApp takes 80 messages a second and free text for a day.
    private static final Shape WHATSAPP =
            new Shape(
                    1_600,
                    Shape.Unit.UTF16_UNITS,
                    Shape.Markup.WHATSAPP,
                    80,
                    Duration.ofSeconds(1),
                    Optional.of(Duration.ofHours(24)));

    /// A long number sends one segment a second; Twilio queues what is faster.
    private static final Shape SMS =
            new Shape(
                    1_600,
                    Shape.Unit.UTF16_UNITS,
                    Shape.Markup.PLAIN,
                    1,
                    Duration.ofSeconds(1),
                    Optional.empty());

    private final Outgoing outgoing;
    private final Optional<String> publicUrl;

    TwilioChannel(Outgoing outgoing, Optional<String> publicUrl) {
        this.outgoing = outgoing;
        this.publicUrl = publicUrl;
    }

    @Override
    public Shape shape(JsonView address) {
        return address.text("network").filter("sms"::equals).isPresent() ? SMS : WHATSAPP;
    }

    @Override
    public Sending send(Part part, Account account) {
        String from = part.account().isEmpty() ? account.id() : part.account();
        if (sid(account).isEmpty() || token(account).isEmpty() || from.isEmpty()) {
            return new Sending.Refused("No account SID, auth token or sender is configured.");
        }
        Map<String, String> message =
                TwilioPayload.message(from, part.thread(), part.text(), callback(part, account));
        Call.Body form =
                new Call.Body(
                        "application/x-www-form-urlencoded",
                        TwilioPayload.encoded(message).getBytes(StandardCharsets.UTF_8));
        Call call =
                Call.sending("twilio.send", "POST", at(account, "/Messages.json"), form)
                        .header("Authorization", authorization(account))
                        .repeating(Repeat.NEVER)
                        .within(SILENCE, Sending.LONGEST);
        return Sending.of(outgoing.call(call), TwilioChannel::became);
    }

    /// Twilio tells there what becomes of the message, and so which one it was when its answer got lost.
    private Optional<String> callback(Part part, Account account) {
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

    private static Sending became(Answer answer) {
        Result result = Result.of(json(answer));
        String code = result.code().orElse("");
        String reason =
                code.isEmpty()
                        ? "Twilio answered " + answer.status() + " " + result.message()
                        : TwilioErrors.sentence(code, result.message());
        if (answer.status() == 429 || answer.status() == 503 || TwilioErrors.passing(code)) {
            return new Sending.TryLater(reason.strip(), answer.retryAfter());
        }
        if (answer.status() >= 500) {
            return new Sending.Unknown(reason.strip());
        }
        if (!answer.ok() || result.status().equals("failed")) {
            return new Sending.Refused(reason.strip());
        }
        return result.id()
                .<Sending>map(Sending.Sent::new)
                .orElseGet(() -> new Sending.Unknown("Twilio told no name for the message"));
    }

    @Override
    public Verified verify(Account account) {
        if (sid(account).isEmpty() || token(account).isEmpty()) {
            return new Verified(false, "Set the account SID (AC…) and the auth token.");
        }
        try {
            Call call =
                    Call.get("twilio.account", at(account, ".json"))
                            .header("Authorization", authorization(account))
                            .within(PATIENCE, PATIENCE);
            Answer answer = outgoing.call(call).orThrow();
            return answer.ok() ? known(json(answer)) : unknown(answer);
        } catch (NoAnswer e) {
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

    private static Verified unknown(Answer answer) {
        Result result = Result.of(json(answer));
        return new Verified(
                false,
                result.code()
                        .map(code -> TwilioErrors.sentence(code, result.message()))
                        .orElseGet(() -> "Twilio answered " + answer.status()));
    }

    private static URI at(Account account, String end) {
        String base =
                account.setting(Account.BASE_URL).orElse(Twilio.BASE_URL).replaceFirst("/+$", "");
        return URI.create(base + "/2010-04-01/Accounts/" + sid(account).orElseThrow() + end);
    }

    private static String authorization(Account account) {
        String pair = sid(account).orElseThrow() + ":" + token(account).orElseThrow().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /// It becomes part of an address, so nothing else passes for one.
    private static Optional<String> sid(Account account) {
        return account.setting(Twilio.ACCOUNT_SID).filter(sid -> sid.matches("\\w{1,64}"));
    }

    private static Optional<Secret> token(Account account) {
        return account.secret(Account.WEBHOOK_SECRET);
    }

    private static JsonView json(Answer answer) {
        try {
            return new JsonView(Json.any(answer.body()));
        } catch (MalformedJson _) {
            return new JsonView(null); // a proxy's page: the status has to do
        }
    }
}
