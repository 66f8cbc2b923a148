package handcar.channel.instagram;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.News;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.Sending.Refused;
import handcar.channel.Sending.TryLater;
import handcar.channel.Shape;
import handcar.channel.meta.Graph;
import handcar.channel.meta.GraphError;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.Answer;
import handcar.net.Call;
import handcar.net.Outcome;
import handcar.net.Outgoing;
import handcar.work.NewJob;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sends as a professional account.
/// <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api>
final class InstagramChannel implements Channel {
    /// 1 000 bytes, not characters; no marks of any kind; free text for a day after the customer's last message.
    private static final Shape SHAPE =
            new Shape(
                    1_000,
                    Shape.Unit.UTF8_BYTES,
                    Shape.Markup.PLAIN,
                    10,
                    Duration.ofSeconds(1),
                    Optional.of(Duration.ofHours(24)));

    /// Outside the window, in the words of both of Meta's lists.
    private static final Set<Long> TOO_LATE = Set.of(2_534_022L, 2_018_278L);

    /// No such person, or one who does not take messages from us.
    private static final Set<Long> UNREACHABLE = Set.of(2_534_014L, 2_018_001L, 1_545_041L);

    private static final Graph GRAPH =
            new Graph(body -> body.text("message_id"), InstagramChannel::known);

    private final String usual;
    private final Outgoing outgoing;

    InstagramChannel(String usual, Outgoing outgoing) {
        this.usual = usual;
        this.outgoing = outgoing;
    }

    @Override
    public Shape shape(JsonView address) {
        return SHAPE;
    }

    @Override
    public Sending send(Part part, Account account) {
        Optional<Secret> token = account.secret(Instagram.ACCESS_TOKEN);
        String ours = part.account().isEmpty() ? account.id() : part.account();
        if (token.isEmpty() || !Graph.isId(ours)) {
            return new Refused("No access token or Instagram account id is configured.");
        }
        Map<String, Object> message =
                Map.of(
                        "recipient",
                        Map.of("id", part.thread()),
                        "message",
                        Map.of("text", part.text()));
        Call call =
                Call.post("instagram.send", account.at(usual, "/" + ours + "/messages"), message)
                        .header("Authorization", "Bearer " + token.get().reveal());
        return GRAPH.send(outgoing, call);
    }

    @Override
    public Verified verify(Account account) {
        Optional<Secret> token = account.secret(Instagram.ACCESS_TOKEN);
        if (token.isEmpty() || !Graph.isId(account.id())) {
            return new Verified(false, "Set the access token and the Instagram account id.");
        }
        Call call =
                Call.get(
                                "instagram.verify",
                                account.at(usual, "/" + account.id() + "?fields=username,name"))
                        .header("Authorization", "Bearer " + token.get().reveal());
        return Graph.verify(outgoing, call, body -> body.text("username").map(name -> "@" + name));
    }

    @Override
    public Optional<NewJob> introduce(Account account, News.Said first) {
        return Optional.of(InstagramProfile.of(first.account(), account.binding(), first.thread()));
    }

    /// Who somebody is who wrote to us.
    ///
    /// @return empty when there is no token to ask with
    Optional<Outcome<Answer>> profile(String igsid, Account account) {
        return account.secret(Instagram.ACCESS_TOKEN)
                .filter(_ -> Graph.isId(igsid))
                .map(
                        token ->
                                outgoing.call(
                                        Call.get(
                                                        "instagram.profile",
                                                        account.at(
                                                                usual,
                                                                "/"
                                                                        + igsid
                                                                        + "?fields=name,username,profile_pic"))
                                                .header(
                                                        "Authorization",
                                                        "Bearer " + token.reveal())));
    }

    /// <https://developers.facebook.com/docs/messenger-platform/error-codes>
    private static Optional<Sending> known(GraphError error) {
        if (TOO_LATE.contains(error.subcode())) {
            return Optional.of(
                    new Refused(
                            "The customer's last message is more than 24 hours old; Instagram"
                                    + " delivers nothing now ("
                                    + error.subcode()
                                    + ")."));
        }
        if (UNREACHABLE.contains(error.subcode())) {
            return Optional.of(new Refused("Instagram cannot deliver: " + error.sentence()));
        }
        return switch ((int) error.code()) {
            case 190 ->
                    Optional.of(
                            new Refused(
                                    "The access token is no longer accepted; enter a new one"
                                            + " (190)."));
            case 1200, 80_002, 80_006 -> Optional.of(new TryLater(error.sentence()));
            case 10, 100, 200, 230, 368, 551 -> Optional.of(new Refused(error.sentence()));
            default -> Optional.empty();
        };
    }
}
