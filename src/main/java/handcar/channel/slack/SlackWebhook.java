package handcar.channel.slack;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.StatusChange;
import handcar.channel.MessageContent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.channel.slack.SlackPayload.Envelope;
import handcar.channel.slack.SlackPayload.Said;
import handcar.json.Json;
import handcar.net.HmacSignatures;

/// Reads what staff write in a conversation's thread, and their commands to Handcar.
public final class SlackWebhook implements WebhookParser {
    private static final String FILE_ALONE = "message.file";

    private static final String SIGNATURE = "X-Slack-Signature";
    private static final String STAMP = "X-Slack-Request-Timestamp";
    private static final Pattern COMMAND = Pattern.compile("![a-zA-Z]");

    /// Subtypes that a person wrote; the others tell of joins, topics, edits and the like.
    private static final Set<String> SPOKEN =
            Set.of("file_share", "thread_broadcast", "me_message");

    @Override
    public boolean isHopeless(WebhookRequest head, ChannelAccount account) {
        return head.header(SIGNATURE).isEmpty()
                || head.header(STAMP)
                        .filter(stamp -> WebhookParser.isTimely(stamp, head))
                        .isEmpty();
    }

    /// The signature is compared as text with its prefix, so that there is exactly one valid form:
    /// <https://docs.slack.dev/authentication/verifying-requests-from-slack/>.
    @Override
    public void verify(WebhookRequest webhook, ChannelAccount account) {
        String given = webhook.header(SIGNATURE).orElseThrow(WebhookParser::signatureInvalid);
        String stamp = webhook.header(STAMP).orElseThrow(WebhookParser::signatureInvalid);
        if (isHopeless(webhook, account)) {
            throw WebhookParser.signatureInvalid();
        }
        byte[] start = ("v0:" + stamp + ":").getBytes(StandardCharsets.UTF_8);
        if (!account.isVerifiedBy(
                secret ->
                        HmacSignatures.same(
                                given,
                                "v0=" + HmacSignatures.hex(secret, start, webhook.body())))) {
            throw WebhookParser.signatureInvalid();
        }
    }

    @Override
    public Optional<String> eventId(WebhookRequest webhook) {
        return Envelope.of(webhook.json()).eventId();
    }

    @Override
    public String kept(WebhookRequest webhook) {
        return SlackPayload.withoutToken(webhook.body());
    }

    @Override
    public WebhookResponse response(WebhookRequest webhook) {
        return Envelope.of(webhook.json())
                .challenge()
                .map(
                        word ->
                                new WebhookResponse(
                                        "application/json", Json.text(Map.of("challenge", word))))
                .orElse(WebhookResponse.OK);
    }

    @Override
    public List<InboundEvent> read(WebhookRequest webhook, ChannelAccount account) {
        Envelope envelope = Envelope.of(webhook.json());
        return switch (envelope.type()) {
            case "url_verification" -> List.of(new InboundEvent.IgnoredEvent("url_verification"));
            case "event_callback" -> events(envelope.message(), account, webhook.at());
            default -> List.of(new InboundEvent.UnknownEvent(envelope.type()));
        };
    }

    /// A reply, and that its files were not carried.
    private static List<InboundEvent> events(Said said, ChannelAccount account, Instant now) {
        InboundEvent event = event(said, account, now);
        boolean isForCustomer =
                event instanceof InboundEvent.StaffReply
                        || (event instanceof InboundEvent.IgnoredEvent(String type)
                                && type.equals(FILE_ALONE));
        if (said.files() == 0 || !isForCustomer) {
            return List.of(event);
        }
        InboundEvent unsent =
                new InboundEvent.StaffNotice(
                        said.channel().orElse(""),
                        said.threadTs().orElseThrow(),
                        "The customer did not get "
                                + (said.files() == 1 ? "a file" : said.files() + " files")
                                + ": files are not carried from here. Send a link instead.",
                        said.at(now));
        return event instanceof InboundEvent.StaffReply ? List.of(event, unsent) : List.of(unsent);
    }

    private static InboundEvent event(Said said, ChannelAccount account, Instant now) {
        if (!said.type().equals("message")) {
            return new InboundEvent.UnknownEvent(said.type());
        }
        boolean isChange = said.isEdit() || said.isDeletion();
        if (!isChange && said.subtype().filter(kind -> !SPOKEN.contains(kind)).isPresent()) {
            return new InboundEvent.IgnoredEvent("message." + said.subtype().get());
        }
        if (said.bot() || said.user().isEmpty()) {
            return new InboundEvent.IgnoredEvent("message.bot");
        }
        boolean here = account.id().isEmpty() || said.channel().equals(Optional.of(account.id()));
        if (!here || !said.isReply()) {
            return new InboundEvent.IgnoredEvent("message.elsewhere");
        }
        return reply(said, now);
    }

    private static InboundEvent reply(Said said, Instant now) {
        String channel = said.channel().orElse("");
        String thread = said.threadTs().orElseThrow();
        String meant = SlackText.forCustomer(said.text());
        if (meant.isEmpty() && !said.text().isBlank()) {
            return new InboundEvent.IgnoredEvent("message.internal");
        }
        String text = SlackText.markdown(meant);
        if (text.isEmpty()) {
            return new InboundEvent.IgnoredEvent(said.files() > 0 ? FILE_ALONE : "message.empty");
        }
        Optional<StatusChange.Status> order = turn(text);
        if (said.isDeletion() && COMMAND.matcher(text).lookingAt()) {
            return new InboundEvent.IgnoredEvent("message.order");
        }
        if (order.isEmpty() && COMMAND.matcher(text).lookingAt()) {
            return new InboundEvent.IgnoredEvent("message.order");
        }
        if (order.isPresent()) {
            return new StatusChange(channel, thread, order.get(), now);
        }
        if (said.isDeletion()) {
            return new InboundEvent.StaffNotice(
                    channel,
                    thread,
                    "A reply was deleted in Slack. If the customer has got it, they still read it.",
                    now);
        }
        String id = said.ts().orElseThrow();
        InboundEvent.StaffReply reply =
                new InboundEvent.StaffReply(
                        channel,
                        thread,
                        id,
                        text,
                        SlackMirror.WRITTEN_HERE + said.user().orElseThrow(),
                        said.isEdit() ? now : said.at(now));
        return said.isEdit()
                ? new InboundEvent.MessageEdit(
                        channel,
                        thread,
                        id,
                        ChangeSide.STAFF,
                        MessageContent.words(text),
                        now,
                        Optional.of(reply))
                : reply;
    }

    /// A command is never sent to the customer, not even a mistyped one.
    private static Optional<StatusChange.Status> turn(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "!release" -> Optional.of(StatusChange.Status.RELEASED);
            case "!close" -> Optional.of(StatusChange.Status.CLOSED);
            case "!take" -> Optional.of(StatusChange.Status.TAKEN);
            default -> Optional.empty();
        };
    }
}
