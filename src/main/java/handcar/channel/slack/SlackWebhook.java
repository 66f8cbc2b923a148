package handcar.channel.slack;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.News;
import handcar.channel.News.Turned;
import handcar.channel.Webhook;
import handcar.channel.slack.SlackPayload.Envelope;
import handcar.channel.slack.SlackPayload.Said;
import handcar.json.Json;
import handcar.json.MalformedJson;
import handcar.net.Signatures;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What people write in a conversation's thread.
public final class SlackWebhook implements Webhook {
    private static final Pattern ORDER = Pattern.compile("![a-zA-Z]");

    /// Kinds of messages that are words of a person; the others tell of joins, topics, edits and the like.
    private static final Set<String> SPOKEN = Set.of("file_share", "thread_broadcast");

    /// The whole of its signature is compared as it is written, so that there is one right one:
    /// <https://docs.slack.dev/authentication/verifying-requests-from-slack/>.
    @Override
    public void prove(Knock knock, Account account) {
        String given = knock.header("X-Slack-Signature").orElseThrow(Webhook::unproven);
        String stamp =
                knock.header("X-Slack-Request-Timestamp")
                        .filter(text -> text.matches("\\d{1,11}"))
                        .orElseThrow(Webhook::unproven);
        Instant signed = Instant.ofEpochSecond(Long.parseLong(stamp));
        if (Duration.between(signed, knock.at()).abs().compareTo(REPLAY_WINDOW) > 0) {
            throw Webhook.unproven();
        }
        byte[] start = ("v0:" + stamp + ":").getBytes(StandardCharsets.UTF_8);
        boolean proven = false;
        for (String secret : account.webhookSecrets()) {
            proven |= Signatures.same(given, "v0=" + Signatures.hex(secret, start, knock.body()));
        }
        if (!proven) {
            throw Webhook.unproven();
        }
    }

    @Override
    public Optional<String> eventId(Knock knock) {
        return envelope(knock).flatMap(Envelope::eventId);
    }

    @Override
    public String kept(Knock knock) {
        return SlackPayload.withoutToken(knock.body());
    }

    @Override
    public Welcome welcome(Knock knock) {
        return envelope(knock)
                .filter(each -> each.type().equals("url_verification"))
                .flatMap(Envelope::challenge)
                .map(word -> new Welcome("application/json", Json.text(Map.of("challenge", word))))
                .orElse(Welcome.OK);
    }

    @Override
    public List<News> read(Knock knock, Account account) {
        Envelope envelope = Envelope.of(knock.body());
        return List.of(
                switch (envelope.type()) {
                    case "url_verification" -> new News.Skipped("url_verification");
                    case "event_callback" -> event(envelope.message(), account, knock.at());
                    default -> new News.Unknown(envelope.type());
                });
    }

    private static News event(Said said, Account account, Instant now) {
        if (!said.type().equals("message")) {
            return new News.Unknown(said.type());
        }
        if (said.subtype().filter(kind -> !SPOKEN.contains(kind)).isPresent()) {
            return new News.Skipped("message." + said.subtype().get());
        }
        if (said.bot() || said.user().isEmpty()) {
            return new News.Skipped("message.bot");
        }
        boolean here = account.id().isEmpty() || said.channel().equals(Optional.of(account.id()));
        if (!here || !said.isReply()) {
            return new News.Skipped("message.elsewhere");
        }
        return reply(said, now);
    }

    private static News reply(Said said, Instant now) {
        String channel = said.channel().orElse("");
        String thread = said.threadTs().orElseThrow();
        String text = SlackText.markdown(said.text());
        if (text.isEmpty()) {
            return new News.Skipped(said.files() > 0 ? "message.file" : "message.empty");
        }
        Optional<Turned.Turn> order = turn(text);
        if (order.isEmpty() && ORDER.matcher(text).lookingAt()) {
            return new News.Skipped("message.order");
        }
        return order.<News>map(turn -> new Turned(channel, thread, turn, said.at(now)))
                .orElseGet(
                        () ->
                                new News.Replied(
                                        channel,
                                        thread,
                                        said.ts().orElseThrow(),
                                        text,
                                        SlackMirror.WRITTEN_HERE + said.user().orElseThrow(),
                                        said.at(now)));
    }

    /// Orders to Handcar are never for the customer, mistyped ones neither.
    private static Optional<Turned.Turn> turn(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "!release" -> Optional.of(Turned.Turn.RELEASED);
            case "!close" -> Optional.of(Turned.Turn.CLOSED);
            case "!take" -> Optional.of(Turned.Turn.TAKEN);
            default -> Optional.empty();
        };
    }

    private static Optional<Envelope> envelope(Knock knock) {
        try {
            return Optional.of(Envelope.of(knock.body()));
        } catch (MalformedJson e) {
            return Optional.empty(); // told by `read`
        }
    }
}
