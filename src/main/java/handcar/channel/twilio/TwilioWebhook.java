package handcar.channel.twilio;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent;
import handcar.channel.MessageContent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.channel.twilio.TwilioPayload.Incoming;
import handcar.channel.twilio.TwilioPayload.Status;
import handcar.http.PathParams;
import handcar.problem.Problem;

/// Reads what customers write, and the status of our messages.
public final class TwilioWebhook implements WebhookParser {
    private static final String SIGNATURE = "X-Twilio-Signature";

    /// The parameter with our own id of a message, in the address of its status callbacks.
    static final String DELIVERY = "delivery";

    /// An empty answer: replies are sent later.
    private static final WebhookResponse TWIML =
            new WebhookResponse(
                    "text/xml; charset=utf-8",
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");

    /// The signature covers the public address with its query, and the form's values in the order of their names.
    @Override
    public boolean isHopeless(WebhookRequest head, ChannelAccount account) {
        return head.header(SIGNATURE).isEmpty();
    }

    @Override
    public void verify(WebhookRequest webhook, ChannelAccount account) {
        String given = webhook.header(SIGNATURE).orElseThrow(WebhookParser::signatureInvalid);
        TwilioForm form;
        try {
            form = TwilioForm.of(webhook.text());
        } catch (Problem.Malformed e) {
            throw WebhookParser.signatureInvalid(); // nothing else is ever signed
        }
        if (!account.isVerifiedBy(token -> form.isSigned(given, webhook.url(), token))) {
            throw WebhookParser.signatureInvalid();
        }
    }

    /// A message keeps its id through all states, so the state is part of the event's id.
    @Override
    public Optional<String> eventId(WebhookRequest webhook) {
        Map<String, String> form = TwilioForm.of(webhook.text()).cleaned();
        Optional<Status> status = Status.of(form);
        return status.isPresent()
                ? status.flatMap(each -> each.id().map(id -> id + ":" + each.status()))
                : Incoming.of(form).id();
    }

    @Override
    public WebhookResponse response(WebhookRequest webhook) {
        return TWIML;
    }

    @Override
    public List<InboundEvent> read(WebhookRequest webhook, ChannelAccount account) {
        Map<String, String> form = TwilioForm.of(webhook.text()).cleaned();
        return List.of(
                Status.of(form)
                        .map(status -> receipt(status, webhook, account))
                        .orElseGet(() -> said(Incoming.of(form), webhook, account)));
    }

    private static InboundEvent receipt(
            Status status, WebhookRequest webhook, ChannelAccount account) {
        if (status.state().isEmpty()) {
            return new InboundEvent.IgnoredEvent("status." + status.status());
        }
        return new InboundEvent.Receipt(
                status.from().orElse(account.id()),
                status.id(),
                webhook.parameter(DELIVERY).flatMap(PathParams::findUuid),
                status.state().get(),
                status.error(),
                webhook.at());
    }

    private static InboundEvent said(
            Incoming message, WebhookRequest webhook, ChannelAccount account) {
        if (message.id().isEmpty() || message.from().isEmpty()) {
            return new InboundEvent.UnknownEvent("form");
        }
        Optional<TwilioReaction> reaction = TwilioReaction.of(message.content().text());
        return reaction.isPresent()
                ? new InboundEvent.Reaction(
                        said(
                                message,
                                MessageContent.words(reaction.get().emoji())
                                        .about(
                                                Stream.of(
                                                        ContextAttachments.quote(
                                                                reaction.get().quoted()))),
                                webhook,
                                account),
                        ContextAttachments.words(reaction.get().quoted()))
                : said(
                        message,
                        new MessageContent(
                                message.content().text(),
                                message.content().attachments(),
                                message.details().unanswered(),
                                message.details().original()),
                        webhook,
                        account);
    }

    private static InboundEvent.CustomerMessage said(
            Incoming message,
            MessageContent content,
            WebhookRequest webhook,
            ChannelAccount account) {
        return new InboundEvent.CustomerMessage(
                message.to().orElse(account.id()),
                message.from().orElseThrow(),
                message.sender(),
                message.id().orElseThrow(),
                webhook.at(),
                content,
                TwilioPayload.address(message.from().get(), message.to().orElse("")));
    }
}
