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

/// Fetches customers' mails: each mailbox has a job that repeats. A mail counts as read once it is stored, so a server that
/// dies in between finds it again, and it is stored once.
public final class EmailPollJob implements JobHandler {
    /// The kind of its jobs; their subject is the account.
    public static final String KIND = "mail";

    public static final int CONCURRENCY = 2;

    /// Longer than a poll and its slowest step together.
    public static final Duration LEASE = Duration.ofMinutes(3);

    /// A poll ends after this time; the next one continues at once.
    private static final Duration LONGEST_POLL = Duration.ofSeconds(60);

    /// The longest wait before a mailbox that cannot be reached is tried again.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /// A repeating job never runs out of tries.
    private static final int UNLIMITED = 1_000_000;

    private static final String ENVIRONMENT = "environment";

    private static final Logger LOG = System.getLogger(EmailPollJob.class.getName());

    private final MailStore store;
    private final Supplier<List<ChannelAccount>> accounts;
    private final InboundIntake intake;
    private final Duration pause;
    private final RetrySchedule retries;
    private final MailSocketFactory sockets;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /// @param accounts all accounts in use
    /// @param pause between two polls
    public EmailPollJob(
            Database db,
            Supplier<List<ChannelAccount>> accounts,
            InboundIntake intake,
            MailSocketFactory sockets,
            Duration pause) {
        this.store = new MailStore(db);
        this.accounts = accounts;
        this.intake = intake;
        this.pause = pause;
        this.retries = RetrySchedule.doubling(pause, LONGEST_WAIT);
        this.sockets = sockets;
    }

    static JobRequest job(ChannelAccount account) {
        return JobRequest.of(KIND).about(subject(account)).tries(UNLIMITED);
    }

    /// The accounts with a mailbox.
    static List<ChannelAccount> withMailbox(List<ChannelAccount> accounts) {
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
                withMailbox(accounts.get()).stream()
                        .filter(one -> subject(one).equals(subject))
                        .findFirst();
        return account.isEmpty() ? new JobResult.Done() : poll(account.get(), subject);
    }

    private JobResult poll(ChannelAccount account, String subject) {
        try {
            MailboxPoll poll =
                    new MailboxPoll(store, intake, account, Instant.now().plus(LONGEST_POLL));
            boolean more = poll.fetch(sockets);
            if (failures.remove(subject) != null) {
                LOG.log(Level.INFO, "mailbox.readable account=" + account);
            }
            return new JobResult.Again(more ? Duration.ZERO : pause);
        } catch (Exception e) { // also of the mail library, which is loaded by the first poll
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
