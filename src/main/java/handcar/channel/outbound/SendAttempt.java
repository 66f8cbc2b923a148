package handcar.channel.outbound;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelProvider;
import handcar.channel.MessageSender;
import handcar.channel.SendResult;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The sending of one part that was taken.
final class SendAttempt {
    private static final Logger LOG = System.getLogger(SendAttempt.class.getName());

    private final ChannelAccounts accounts;
    private final SendTiming timing;
    private final ClaimedDelivery taken;
    private final Optional<MessageSender> channel;

    SendAttempt(ChannelAccounts accounts, SendTiming timing, ClaimedDelivery taken) {
        this.accounts = accounts;
        this.timing = timing;
        this.taken = taken;
        this.channel = accounts.provider(taken.delivery().channel()).map(ChannelProvider::channel);
    }

    /// How it ended; empty when too much time has gone by since it was taken, and nothing was sent.
    Optional<SendResult> send() {
        if (channel.isEmpty()) {
            return Optional.of(
                    new SendResult.Refused(
                            "This server speaks to no channel called "
                                    + taken.delivery().channel()
                                    + "."));
        }
        Optional<ChannelAccount> account;
        try {
            account =
                    accounts.forSending(
                            taken.delivery().channel(),
                            taken.binding(),
                            taken.delivery().account());
        } catch (RuntimeException e) {
            return Optional.of(
                    new SendResult.TryLater("The account cannot be read: " + e.getMessage()));
        }
        if (account.isEmpty()) {
            return Optional.of(
                    new SendResult.Refused(
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
    private SendResult send(MessageSender known, ChannelAccount account) {
        AtomicReference<SendResult> ending =
                new AtomicReference<>(new SendResult.Unknown("The provider took too long."));
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

    private SendResult attempt(MessageSender known, ChannelAccount account) {
        try {
            return known.send(taken.part(), account);
        } catch (RuntimeException | Error e) {
            // nobody knows how far it came
            LOG.log(Level.WARNING, "Sending " + taken.delivery().id() + " broke", e);
            return new SendResult.Unknown(
                    "Sending it broke: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
