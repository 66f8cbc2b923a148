package handcar.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The sending of one part that was taken.
final class Carrying {
    private static final Logger LOG = System.getLogger(Carrying.class.getName());

    private final Accounts accounts;
    private final Timing timing;
    private final Taken taken;
    private final Optional<Channel> channel;

    Carrying(Accounts accounts, Timing timing, Taken taken) {
        this.accounts = accounts;
        this.timing = timing;
        this.taken = taken;
        this.channel = accounts.provider(taken.delivery().channel()).map(Provider::channel);
    }

    /// How it ended; empty when too much time has gone by since it was taken, and nothing was sent.
    Optional<Sending> send() {
        if (channel.isEmpty()) {
            return Optional.of(
                    new Sending.Refused(
                            "This server speaks to no channel called "
                                    + taken.delivery().channel()
                                    + "."));
        }
        Optional<Account> account;
        try {
            account =
                    accounts.forSending(
                            taken.delivery().channel(),
                            taken.binding(),
                            taken.delivery().account());
        } catch (RuntimeException e) {
            return Optional.of(
                    new Sending.TryLater("The account cannot be read: " + e.getMessage()));
        }
        if (account.isEmpty()) {
            return Optional.of(
                    new Sending.Refused(
                            "No account is connected for it. Connect it under channels and"
                                    + " retry."));
        }
        return taken.isStale(timing.begin())
                ? Optional.empty()
                : Optional.of(send(channel.get(), account.get()));
    }

    /// The shortest time until the next part in this thread.
    Duration pause() {
        return channel.map(known -> known.shape(taken.address()).betweenParts())
                .orElse(Duration.ZERO);
    }

    /// On a thread of its own: whoever steps in waits no longer than this, whatever a channel does.
    private Sending send(Channel known, Account account) {
        AtomicReference<Sending> ending =
                new AtomicReference<>(new Sending.Unknown("The provider took too long."));
        Thread thread =
                Thread.ofVirtual()
                        .name("sending " + taken.delivery().id())
                        .start(() -> ending.set(attempt(known, account)));
        try {
            if (!thread.join(timing.cut())) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(ending.get()).orElseThrow();
    }

    private Sending attempt(Channel known, Account account) {
        try {
            return known.send(taken.part(), account);
        } catch (RuntimeException | Error e) {
            // nobody knows how far it came
            LOG.log(Level.WARNING, "Sending " + taken.delivery().id() + " broke", e);
            return new Sending.Unknown(
                    "Sending it broke: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
