package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelCapabilities;
import handcar.channel.format.MessageFormatter;
import handcar.chat.Conversation;
import handcar.chat.Conversations;
import handcar.chat.Message;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.json.JsonView;

/// Mails what a visitor of the web chat has not seen to the address they left, once for each message and only where an e-mail account is
/// connected. Their answer by mail belongs to the same conversation.
public final class VisitorMailJob implements JobHandler {
    /// The kind of the job. Its subject is the conversation.
    public static final String KIND = "visitor_mail";

    /// Whoever has the page open has seen an answer by then.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String EMAIL = "email";
    private static final int CONCURRENCY = 2;
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Database db;
    private final JobQueue jobs;
    private final Conversations conversations;
    private final ChannelAccounts accounts;
    private final DeliveryStore store;

    public VisitorMailJob(
            Database db, JobQueue jobs, Conversations conversations, ChannelAccounts accounts) {
        this.db = db;
        this.jobs = jobs;
        this.conversations = conversations;
        this.accounts = accounts;
        this.store = new DeliveryStore(db);
    }

    public JobSpec spec() {
        return JobSpec.of(KIND, CONCURRENCY, LEASE, this);
    }

    /// Asks for the job when the visitor of the conversation has left an address.
    static void ask(Tx tx, JobQueue jobs, UUID conversation) {
        boolean wanted =
                tx.named("channel.visitor-wants-mail")
                        .with("id", conversation)
                        .first(_ -> true)
                        .orElse(false);
        if (wanted) {
            jobs.enqueue(
                    tx,
                    JobRequest.of(KIND)
                            .about(conversation)
                            .with(Map.of("conversation_id", conversation.toString()))
                            .dueAt(Instant.now().plus(PATIENCE)));
        }
    }

    @Override
    public JobResult run(Job job) {
        UUID id = UUID.fromString(job.payload().text("conversation_id").orElseThrow());
        ChannelCapabilities capabilities =
                accounts.provider(EMAIL)
                        .map(found -> found.capabilities(new JsonView(Map.of())))
                        .orElseThrow();
        return db.tx(
                tx -> {
                    conversations
                            .findTurn(tx, id, 1)
                            .flatMap(turn -> account(turn.conversation()))
                            .ifPresent(from -> mail(tx, id, from, capabilities));
                    jobs.finish(tx, job);
                    return new JobResult.Finished();
                });
    }

    /// The agent's own account, or one that belongs to no agent.
    private Optional<ChannelAccount> account(Conversation now) {
        List<ChannelAccount> all =
                accounts.all().stream().filter(each -> each.kind().equals(EMAIL)).toList();
        return all.stream()
                .filter(each -> each.agent().isPresent() && each.agent().equals(now.agentId()))
                .findFirst()
                .or(() -> all.stream().filter(each -> each.agent().isEmpty()).findFirst());
    }

    private void mail(Tx tx, UUID id, ChannelAccount from, ChannelCapabilities capabilities) {
        store.lock(tx, id);
        List<UUID> unseen =
                tx.named("channel.unseen-by-visitor").with("id", id).list(row -> row.uuid("id"));
        if (unseen.isEmpty()) {
            return;
        }
        String thread =
                tx.named("channel.visitor-thread")
                        .with("id", id)
                        .with("account", from.id())
                        .with("binding", from.binding())
                        .with("thread", "web:" + id)
                        .only(row -> row.text("thread"));
        for (UUID each : unseen) {
            Message message = conversations.findMessage(each).orElseThrow();
            store.add(
                    tx,
                    message,
                    new DeliveryOutbox.PreparedParts(
                            EMAIL, from.id(), thread, parts(message, capabilities)),
                    Optional.empty());
        }
        jobs.enqueue(tx, DeliveryOutbox.job(EMAIL, from.id()));
    }

    private static List<PartDraft> parts(Message message, ChannelCapabilities capabilities) {
        List<String> texts =
                MessageFormatter.parts(message.content(), message.citations(), capabilities);
        List<UUID> files = message.files().toList();
        List<PartDraft> parts = new ArrayList<>();
        parts.add(new PartDraft(texts.isEmpty() ? "" : texts.getFirst(), files));
        texts.stream().skip(1).map(PartDraft::of).forEach(parts::add);
        return parts;
    }
}
