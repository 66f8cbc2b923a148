package handcar.channel.twilio;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.ProviderApi;
import handcar.channel.SendResult;
import handcar.channel.TextSender;
import handcar.channel.twilio.TwilioPayload.Result;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;

/// Sends from our number. <https://www.twilio.com/docs/messaging/api/message-resource>
final class TwilioSender implements TextSender {
    private final String baseUrl;
    private final ProviderApi api;
    private final Optional<String> publicUrl;

    /// @param publicUrl our own address, where Twilio reports the status of messages
    TwilioSender(String baseUrl, HttpClient httpClient, Optional<String> publicUrl) {
        this.baseUrl = baseUrl;
        this.api = new ProviderApi("Twilio", httpClient);
        this.publicUrl = publicUrl;
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        return send(part, text, List.of(), account);
    }

    /// Twilio fetches the files, a short time later, from their addresses here.
    @Override
    public SendResult files(
            OutboundPart part, String text, List<Outbound.Media> files, ChannelAccount account) {
        List<URI> links = files.stream().flatMap(file -> file.link().stream()).toList();
        return links.size() == files.size()
                ? send(part, text, links, account)
                : new SendResult.Refused(
                        "Twilio fetches files from this server: set BACKEND_URL to its https"
                                + " address.");
    }

    private SendResult send(
            OutboundPart part, String text, List<URI> files, ChannelAccount account) {
        String from = part.sender(account);
        if (!isConfigured(account) || from.isEmpty()) {
            return new SendResult.Refused("No account SID, auth token or sender is configured.");
        }
        String message =
                TwilioPayload.message(from, part.thread(), text, files, callback(part, account));
        Request.Body form =
                new Request.Body(
                        "application/x-www-form-urlencoded",
                        message.getBytes(StandardCharsets.UTF_8));
        return api.send(
                Request.sending("twilio.send", "POST", at(account, "/Messages.json"), form)
                        .header("Authorization", authorization(account)),
                this::result);
    }

    /// The address for Twilio's status reports. It names our delivery, so that a report tells the message's id when the answer
    /// to our request was lost.
    private Optional<String> callback(OutboundPart part, ChannelAccount account) {
        return publicUrl.map(
                base ->
                        base
                                + account.webhookPath()
                                + "?"
                                + TwilioWebhook.DELIVERY
                                + "="
                                + part.id());
    }

    private SendResult result(Response answer) {
        Result result = Result.of(ProviderApi.json(answer));
        String code = result.code().orElse("");
        String reason =
                code.isEmpty()
                        ? ("Twilio answered " + answer.status() + " " + result.message()).strip()
                        : TwilioErrors.sentence(code, result.message());
        if (TwilioErrors.isTemporary(code)) {
            return new SendResult.TryLater(reason, answer.retryAfter());
        }
        return answer.ok() && !result.status().equals("failed")
                ? api.sent(result.id())
                : ProviderApi.failed(answer, reason);
    }

    @Override
    public Verified verify(ChannelAccount account) {
        if (!isConfigured(account)) {
            return new Verified(false, "Set the account SID (AC…) and the auth token.");
        }
        return api.verify(
                Request.get("twilio.account", at(account, ".json"))
                        .header("Authorization", authorization(account)),
                answer -> answer.ok() ? known(ProviderApi.json(answer)) : unknown(answer));
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
        Result result = Result.of(ProviderApi.json(answer));
        return new Verified(
                false,
                result.code()
                        .map(code -> TwilioErrors.sentence(code, result.message()))
                        .orElseGet(() -> "Twilio answered " + answer.status()));
    }

    private URI at(ChannelAccount account, String end) {
        return account.at(baseUrl, "/2010-04-01/Accounts/" + sid(account).orElseThrow() + end);
    }

    static boolean isConfigured(ChannelAccount account) {
        return sid(account).isPresent() && token(account).isPresent();
    }

    static String authorization(ChannelAccount account) {
        String pair = sid(account).orElseThrow() + ":" + token(account).orElseThrow().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /// The account SID, which becomes part of a URL and therefore must look like one.
    private static Optional<String> sid(ChannelAccount account) {
        return account.setting(TwilioProvider.ACCOUNT_SID).filter(sid -> sid.matches("\\w{1,64}"));
    }

    private static Optional<Secret> token(ChannelAccount account) {
        return account.secret(ChannelAccount.WEBHOOK_SECRET);
    }
}
