package handcar.channel.twilio;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.News;
import handcar.channel.Webhook;
import handcar.channel.twilio.TwilioPayload.Incoming;
import handcar.channel.twilio.TwilioPayload.Status;
import handcar.http.Paths;
import handcar.http.Problem;

import java.util.List;
import java.util.Optional;

/// What customers write, and what became of what we wrote.
public final class TwilioWebhook implements Webhook {
    /// Our own name for a message, in the address of its status callbacks.
    static final String DELIVERY = "delivery";

    /// Nothing to say at once: the answer is sent when it is written.
    private static final Welcome TWIML =
            new Welcome(
                    "text/xml; charset=utf-8",
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");

    /// Over the public address with its query and the form's values in the order of their names.
    @Override
    public void prove(Knock knock, Account account) {
        String given = knock.header("X-Twilio-Signature").orElseThrow(Webhook::unproven);
        TwilioForm form;
        try {
            form = TwilioForm.of(knock.text());
        } catch (Problem.Malformed e) {
            throw Webhook.unproven(); // nothing else is ever signed
        }
        boolean proven = false;
        for (String token : account.webhookSecrets()) {
            proven |= form.isSigned(given, knock.url(), token);
        }
        if (!proven) {
            throw Webhook.unproven();
        }
    }

    /// A message has one name through all its states.
    @Override
    public Optional<String> eventId(Knock knock) {
        try {
            TwilioForm form = TwilioForm.of(knock.text());
            Optional<Status> status = Status.of(form.values());
            return status.isPresent()
                    ? status.flatMap(each -> each.id().map(id -> id + ":" + each.status()))
                    : Incoming.of(form.values()).id();
        } catch (Problem.Malformed e) {
            return Optional.empty(); // told by `read`
        }
    }

    @Override
    public Welcome welcome(Knock knock) {
        return TWIML;
    }

    @Override
    public List<News> read(Knock knock, Account account) {
        TwilioForm form = TwilioForm.of(knock.text());
        return List.of(
                Status.of(form.values())
                        .map(status -> receipt(status, knock, account))
                        .orElseGet(() -> said(Incoming.of(form.values()), knock, account)));
    }

    private static News receipt(Status status, Knock knock, Account account) {
        if (status.state().isEmpty()) {
            return new News.Skipped("status." + status.status());
        }
        return new News.Receipt(
                status.from().orElse(account.id()),
                status.id(),
                knock.parameter(DELIVERY).flatMap(Paths::findUuid),
                status.state().get(),
                status.error(),
                knock.at());
    }

    private static News said(Incoming message, Knock knock, Account account) {
        if (message.id().isEmpty() || message.from().isEmpty()) {
            return new News.Unknown("form");
        }
        if (message.text().isEmpty() && message.attachments().isEmpty()) {
            return new News.Skipped("message.empty");
        }
        return new News.Said(
                message.to().orElse(account.id()),
                message.from().get(),
                message.sender(),
                message.id().get(),
                knock.at(),
                message.text(),
                message.attachments(),
                TwilioPayload.address(message.from().get()),
                Optional.empty());
    }
}
