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
import handcar.jobs.JobSpec;
import handcar.json.JsonView;
import handcar.net.CallResult;
import handcar.net.Response;

/// Asks Instagram once for the profile of a new customer: a webhook does not name the sender, and must not wait for an answer.
/// <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api/user-profile>
///
/// @param channel asks Instagram
record InstagramProfileJob(
        Database db, ChannelAccounts accounts, Conversations conversations, InstagramSender channel)
        implements JobHandler {
    private static final String KIND = "instagram_profile";

    /// One call with its own retries fits into it.
    private static final Duration LEASE = Duration.ofMinutes(1);

    static JobRequest of(String account, Optional<UUID> binding, String igsid) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("account", account);
        payload.put("igsid", igsid);
        binding.ifPresent(id -> payload.put("binding", id.toString()));
        return JobRequest.of(KIND).about(account + "/" + igsid).with(payload);
    }

    JobSpec spec() {
        return JobSpec.of(KIND, 1, LEASE, this);
    }

    /// A customer whose profile cannot be read stays without a name.
    @Override
    public JobResult run(Job job) {
        String account = job.payload().text("account").orElse("");
        String igsid = job.payload().text("igsid").orElse("");
        Optional<UUID> binding = job.payload().text("binding").map(UUID::fromString);
        return accounts.forSending(InstagramProvider.KIND, binding, account)
                .flatMap(ours -> channel.profile(igsid, ours))
                .map(outcome -> result(outcome, profile -> store(profile, account, igsid)))
                .orElseGet(JobResult.Done::new);
    }

    static JobResult result(CallResult<Response> outcome, Consumer<JsonView> store) {
        return switch (outcome) {
            case CallResult.Answered<Response>(Response answer) when answer.ok() -> {
                store.accept(ProviderApi.json(answer));
                yield new JobResult.Done();
            }
            case CallResult.Answered<Response>(Response answer) ->
                    answer.status() == 429 || answer.status() >= 500
                            ? new JobResult.TryLater(
                                    "answered with status " + answer.status(), answer.retryAfter())
                            : new JobResult.Done();
            case CallResult.NotSent<Response>(var _, String detail) ->
                    new JobResult.TryLater(detail);
            case CallResult.Lost<Response>(var _, String detail) -> new JobResult.TryLater(detail);
        };
    }

    private void store(JsonView profile, String account, String igsid) {
        Optional<String> username = profile.text("username");
        Map<String, Object> attributes = new HashMap<>();
        username.ifPresent(name -> attributes.put("username", name));
        NewContact known =
                new NewContact(
                        Optional.empty(),
                        Optional.empty(),
                        profile.text("name").or(() -> username),
                        Optional.empty(),
                        Optional.empty(),
                        attributes);
        db.runTx(
                tx ->
                        tx.named("channel.keep-instagram-profile")
                                .with("id", UuidV7.next())
                                .with("account", account)
                                .with("igsid", igsid)
                                .with("username", username)
                                .with("name", profile.text("name"))
                                .with("profile_pic", profile.text("profile_pic"))
                                .first(row -> row.uuid("contact_id"))
                                .ifPresent(id -> conversations.learn(tx, id, known)));
    }
}
