package handcar.channel.instagram;

import handcar.channel.Accounts;
import handcar.channel.meta.Graph;
import handcar.chat.Conversations;
import handcar.chat.NewContact;
import handcar.db.Database;
import handcar.db.Ids;
import handcar.json.JsonView;
import handcar.net.Answer;
import handcar.work.Handler;
import handcar.work.Job;
import handcar.work.NewJob;
import handcar.work.Outcome;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Asks Instagram once who a new customer is: a webhook names nobody, and must not wait for an answer.
/// <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api/user-profile>
public final class InstagramProfile implements Handler {
    public static final String KIND = "instagram_profile";

    /// One call with its own retries fits in it.
    public static final Duration LEASE = Duration.ofMinutes(1);

    private final Database db;
    private final Accounts accounts;
    private final Conversations conversations;
    private final InstagramChannel channel;

    public InstagramProfile(
            Database db, Accounts accounts, Conversations conversations, Instagram instagram) {
        this.db = db;
        this.accounts = accounts;
        this.conversations = conversations;
        this.channel = instagram.channel();
    }

    static NewJob of(String account, Optional<UUID> binding, String igsid) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("account", account);
        payload.put("igsid", igsid);
        binding.ifPresent(id -> payload.put("binding", id.toString()));
        return NewJob.of(KIND).about(account + "/" + igsid).with(payload);
    }

    /// Somebody whose profile cannot be read simply stays without a name.
    @Override
    public Outcome run(Job job) {
        String account = job.payload().text("account").orElse("");
        String igsid = job.payload().text("igsid").orElse("");
        Optional<UUID> binding = job.payload().text("binding").map(UUID::fromString);
        return accounts.forSending(Instagram.KIND, binding, account)
                .flatMap(ours -> channel.profile(igsid, ours))
                .map(outcome -> judged(outcome, told -> keep(told, account, igsid)))
                .orElseGet(Outcome.Done::new);
    }

    /// @param keep what to do with a profile
    static Outcome judged(handcar.net.Outcome<Answer> outcome, Consumer<JsonView> keep) {
        return switch (outcome) {
            case handcar.net.Outcome.Answered<Answer>(Answer answer) when answer.ok() -> {
                keep.accept(Graph.body(answer));
                yield new Outcome.Done();
            }
            case handcar.net.Outcome.Answered<Answer>(Answer answer) ->
                    answer.status() == 429 || answer.status() >= 500
                            ? new Outcome.TryLater(
                                    "answered with status " + answer.status(), answer.retryAfter())
                            : new Outcome.Done();
            case handcar.net.Outcome.NotSent<Answer>(var _, String detail) ->
                    new Outcome.TryLater(detail);
            case handcar.net.Outcome.Lost<Answer>(var _, String detail) ->
                    new Outcome.TryLater(detail);
        };
    }

    private void keep(JsonView told, String account, String igsid) {
        Optional<String> username = told.text("username");
        Optional<String> name = told.text("name").or(() -> username);
        db.tx(
                tx -> {
                    Optional<UUID> contact =
                            tx.named("channel.keep-instagram-profile")
                                    .with("id", Ids.next())
                                    .with("account", account)
                                    .with("igsid", igsid)
                                    .with("username", username.orElse(null))
                                    .with("name", told.text("name").orElse(null))
                                    .with("profile_pic", told.text("profile_pic").orElse(null))
                                    .first(row -> row.uuid("contact_id"));
                    contact.ifPresent(id -> conversations.learn(tx, id, called(name, username)));
                    return true;
                });
    }

    private static NewContact called(Optional<String> name, Optional<String> username) {
        Map<String, Object> attributes = new HashMap<>();
        username.ifPresent(each -> attributes.put("username", each));
        return new NewContact(
                Optional.empty(),
                Optional.empty(),
                name,
                Optional.empty(),
                Optional.empty(),
                attributes);
    }
}
