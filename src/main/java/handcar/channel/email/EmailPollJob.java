package handcar.channel.email;

import module java.base;

import handcar.channel.AccountHealthStore;
import handcar.channel.AccountHealthStore.Way;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelContext;
import handcar.config.Logging;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.time.RetrySchedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Fetches customers' mails: each mailbox has a job that repeats. A mail counts as read once it is stored, so a server that
/// dies in between finds it again, and it is stored once.
public final class EmailPollJob implements JobHandler {
    /// The kind of its jobs; their subject is the account.
    private static final String KIND = "mail";

    private static final int CONCURRENCY = 2;

    /// Longer than a poll and its slowest step together.
    private static final Duration LEASE = Duration.ofMinutes(3);

    /// A poll ends after this time; the next one continues at once.
    private static final Duration LONGEST_POLL = Duration.ofSeconds(60);

    /// The longest wait before a mailbox that cannot be reached is tried again.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /// A repeating job never runs out of tries.
    private static final int UNLIMITED = 1_000_000;

    private static final String ENVIRONMENT = "environment";

    private static final Logger LOG = System.getLogger(EmailPollJob.class.getName());

    private final ChannelContext context;
    private final MailStore store;
    private final Duration pause;
    private final RetrySchedule retries;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /// @param pause between two polls
    EmailPollJob(ChannelContext context, Duration pause) {
        this.context = context;
        this.store = new MailStore(context.db());
        this.pause = pause;
        this.retries = RetrySchedule.doubling(pause, LONGEST_WAIT);
    }

    JobSpec spec() {
        return JobSpec.of(KIND, CONCURRENCY, LEASE, this);
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
        return account.binding().isEmpty() ? ENVIRONMENT : account.rowId();
    }

    @Override
    public JobResult run(Job job) {
        String subject = job.subject().orElse("");
        Optional<ChannelAccount> account =
                withMailbox(context.accounts().all()).stream()
                        .filter(one -> subject(one).equals(subject))
                        .findFirst();
        return account.isEmpty() ? new JobResult.Done() : poll(account.get(), subject);
    }

    private JobResult poll(ChannelAccount account, String subject) {
        try {
            MailboxPoll poll =
                    new MailboxPoll(
                            store, context.inbound(), account, Instant.now().plus(LONGEST_POLL));
            boolean more = poll.fetch(new MailSocketFactory(context.sending().guard()));
            AccountHealthStore.succeeded(
                    context.db(), EmailProvider.KIND, account.id(), Way.FETCHING);
            if (failures.remove(subject) != null) {
                LOG.log(Level.INFO, "mailbox.readable account=" + account);
            }
            return new JobResult.Again(more ? Duration.ZERO : pause);
        } catch (Exception e) { // also of the mail library, which is loaded by the first poll
            int times = failures.merge(subject, 1, Integer::sum);
            if (times == 1) {
                LOG.log(
                        Level.WARNING,
                        "mailbox.unreadable account=" + account + " error=" + Logging.quoted(e));
            }
            AccountHealthStore.failed(
                    context.db(),
                    EmailProvider.KIND,
                    account.id(),
                    Way.FETCHING,
                    Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()),
                    1,
                    Optional.empty());
            return new JobResult.Again(retries.after(times).orElseThrow());
        }
    }
}
