package handcar.channel.instagram;

import module java.base;

import handcar.channel.ChannelAccounts;
import handcar.channel.ProviderApi;
import handcar.chat.Conversations;
import handcar.chat.NewContact;
import handcar.db.Database;
import handcar.db.UuidV7;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.json.JsonView;
import handcar.net.Response;

/// Asks Instagram once who a new customer is: a webhook names nobody, and must not wait for an answer.
/// <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api/user-profile>
final class InstagramProfileJob implements JobHandler {
    static final String KIND = "instagram_profile";

    /// One call with its own retries fits in it.
    static final Duration LEASE = Duration.ofMinutes(1);

    private final Database db;
    private final ChannelAccounts accounts;
    private final Conversations conversations;
    private final InstagramSender channel;

    InstagramProfileJob(
            Database db,
            ChannelAccounts accounts,
            Conversations conversations,
            InstagramSender channel) {
        this.db = db;
        this.accounts = accounts;
        this.conversations = conversations;
        this.channel = channel;
    }

    static JobRequest of(String account, Optional<UUID> binding, String igsid) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("account", account);
        payload.put("igsid", igsid);
        binding.ifPresent(id -> payload.put("binding", id.toString()));
        return JobRequest.of(KIND).about(account + "/" + igsid).with(payload);
    }

    /// Somebody whose profile cannot be read simply stays without a name.
    @Override
    public JobResult run(Job job) {
        String account = job.payload().text("account").orElse("");
        String igsid = job.payload().text("igsid").orElse("");
        Optional<UUID> binding = job.payload().text("binding").map(UUID::fromString);
        return accounts.forSending(InstagramProvider.KIND, binding, account)
                .flatMap(ours -> channel.profile(igsid, ours))
                .map(outcome -> judged(outcome, told -> keep(told, account, igsid)))
                .orElseGet(JobResult.Done::new);
    }

    /// @param keep what to do with a profile
    static JobResult judged(handcar.net.CallResult<Response> outcome, Consumer<JsonView> keep) {
        return switch (outcome) {
            case handcar.net.CallResult.Answered<Response>(Response answer) when answer.ok() -> {
                keep.accept(ProviderApi.json(answer));
                yield new JobResult.Done();
            }
            case handcar.net.CallResult.Answered<Response>(Response answer) ->
                    answer.status() == 429 || answer.status() >= 500
                            ? new JobResult.TryLater(
                                    "answered with status " + answer.status(), answer.retryAfter())
                            : new JobResult.Done();
            case handcar.net.CallResult.NotSent<Response>(var _, String detail) ->
                    new JobResult.TryLater(detail);
            case handcar.net.CallResult.Lost<Response>(var _, String detail) ->
                    new JobResult.TryLater(detail);
        };
    }

    private void keep(JsonView told, String account, String igsid) {
        Optional<String> username = told.text("username");
        Optional<String> name = told.text("name").or(() -> username);
        db.runTx(
                tx -> {
                    Optional<UUID> contact =
                            tx.named("channel.keep-instagram-profile")
                                    .with("id", UuidV7.next())
                                    .with("account", account)
                                    .with("igsid", igsid)
                                    .with("username", username.orElse(null))
                                    .with("name", told.text("name").orElse(null))
                                    .with("profile_pic", told.text("profile_pic").orElse(null))
                                    .first(row -> row.uuid("contact_id"));
                    contact.ifPresent(id -> conversations.learn(tx, id, called(name, username)));
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
