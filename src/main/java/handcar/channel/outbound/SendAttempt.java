package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.MessageSender;
import handcar.channel.MessageSenders;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.outbound.DeliveryStore.DueDelivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// One attempt to send a part. The claim is committed, and the provider does not have the part yet.
///
/// @param delivery the claimed row
/// @param due where it goes
/// @param since the time before the claim, as [System#nanoTime]
record SendAttempt(Delivery delivery, DueDelivery due, long since) {
    private static final Logger LOG = System.getLogger(SendAttempt.class.getName());

    /// Sends the part. Empty when the claim is too old and nothing was sent: a process that was suspended must not send what
    /// other processes have given up.
    Optional<SendResult> send(ChannelAccounts accounts, MessageSenders senders, SendTiming timing) {
        Optional<MessageSender> sender = senders.of(delivery.channel());
        if (sender.isEmpty()) {
            return Optional.of(
                    new SendResult.Refused(
                            "This server has no channel called " + delivery.channel() + "."));
        }
        Optional<ChannelAccount> account;
        try {
            account = accounts.forSending(delivery.channel(), due.binding(), delivery.account());
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
        return System.nanoTime() - since > timing.begin().toNanos()
                ? Optional.empty()
                : Optional.of(send(sender.get(), account.get(), timing.cut()));
    }

    /// Sends on a thread of its own: a takeover waits no longer than the cut-off, whatever a channel does.
    private SendResult send(MessageSender sender, ChannelAccount account, Duration cut) {
        AtomicReference<SendResult> result =
                new AtomicReference<>(new SendResult.Unknown("The provider took too long."));
        Thread thread =
                Thread.ofVirtual()
                        .name("sending " + delivery.id())
                        .start(() -> result.set(attempt(sender, account)));
        try {
            if (!thread.join(cut)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(result.get()).orElseThrow();
    }

    private SendResult attempt(MessageSender sender, ChannelAccount account) {
        try {
            return sender.send(part(), account);
        } catch (RuntimeException | Error e) {
            // nobody knows how far it came
            LOG.log(Level.WARNING, "delivery.send_failed id=" + delivery.id(), e);
            return new SendResult.Unknown(
                    "Sending it broke: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private OutboundPart part() {
        return new OutboundPart(
                delivery.id(),
                delivery.account(),
                due.thread(),
                due.address(),
                new Outbound.Text(delivery.text()),
                delivery.part(),
                delivery.parts(),
                due.subject(),
                delivery.epoch().isPresent());
    }
}
