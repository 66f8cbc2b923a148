package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundIntake;
import handcar.db.Database;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.time.RetrySchedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Fetches the mails of customers. Every mailbox has a job that runs again and again. A mail counts as read once it is stored
/// here, so a server that dies in between finds it again and stores it once.
public final class EmailPollJob implements JobHandler {
    /// The kind of its jobs; their subject is the account's door.
    public static final String KIND = "mail";

    public static final int SEATS = 2;

    /// Longer than a poll and its slowest step together.
    public static final Duration LEASE = Duration.ofMinutes(3);

    /// After so long a poll ends; the next one goes on at once.
    private static final Duration ROUND = Duration.ofSeconds(60);

    /// The longest wait before a mailbox that cannot be reached is tried again.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /// A schedule never ends.
    private static final int MANY = 1_000_000;

    private static final String ENVIRONMENT = "environment";

    private static final Logger LOG = System.getLogger(EmailPollJob.class.getName());

    private final MailStore store;
    private final Supplier<List<ChannelAccount>> accounts;
    private final InboundIntake inward;
    private final Duration pause;
    private final RetrySchedule retries;
    private final MailSocketFactory way;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /// @param accounts those in use, of every kind
    /// @param pause between two looks
    public EmailPollJob(
            Database db,
            Supplier<List<ChannelAccount>> accounts,
            InboundIntake inward,
            MailSocketFactory way,
            Duration pause) {
        this.store = new MailStore(db);
        this.accounts = accounts;
        this.inward = inward;
        this.pause = pause;
        this.retries = RetrySchedule.doubling(pause, LONGEST_WAIT);
        this.way = way;
    }

    static JobRequest job(ChannelAccount account) {
        return JobRequest.of(KIND).about(subject(account)).tries(MANY);
    }

    /// Those with a mailbox.
    static List<ChannelAccount> fetched(List<ChannelAccount> accounts) {
        return accounts.stream()
                .filter(account -> account.kind().equals(EmailProvider.KIND))
                .filter(account -> MailServer.imap(account).isPresent())
                .toList();
    }

    private static String subject(ChannelAccount account) {
        return account.binding().isEmpty() ? ENVIRONMENT : account.door();
    }

    @Override
    public JobResult run(Job job) {
        String subject = job.subject().orElse("");
        Optional<ChannelAccount> account =
                fetched(accounts.get()).stream()
                        .filter(one -> subject(one).equals(subject))
                        .findFirst();
        return account.isEmpty() ? new JobResult.Done() : look(account.get(), subject);
    }

    private JobResult look(ChannelAccount account, String subject) {
        try {
            MailboxPoll round = new MailboxPoll(store, inward, account, Instant.now().plus(ROUND));
            boolean more = round.fetch(way);
            if (failures.remove(subject) != null) {
                LOG.log(Level.INFO, "mailbox.readable account=" + account);
            }
            return new JobResult.Again(more ? Duration.ZERO : pause);
        } catch (Exception e) { // of the library, too: it is loaded with the first round only
            int times = failures.merge(subject, 1, Integer::sum);
            if (times == 1) {
                LOG.log(
                        Level.WARNING,
                        "mailbox.unreadable account=" + account + " error=" + e.getMessage());
            }
            return new JobResult.Again(retries.after(times).orElseThrow());
        }
    }
}
