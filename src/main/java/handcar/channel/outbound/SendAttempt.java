package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.MessageSender;
import handcar.channel.MessageSenders;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.json.JsonView;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The one attempt to send a part that was claimed: committed as being sent, and not given to the provider yet.
///
/// @param thread where it goes
/// @param address what the last inbound message said an answer must name
/// @param binding the connected account that the customer wrote to
/// @param subject the conversation's, for mail
/// @param since before it was claimed, on this process's clock in nanoseconds
record SendAttempt(
        Delivery delivery,
        String thread,
        JsonView address,
        Optional<UUID> binding,
        Optional<String> subject,
        long since) {
    private static final Logger LOG = System.getLogger(SendAttempt.class.getName());

    /// How it ended; empty when too much time has gone by since it was claimed, and nothing was sent: a process that slept
    /// must not send what everybody thinks has long been sent.
    Optional<SendResult> send(ChannelAccounts accounts, MessageSenders senders, SendTiming timing) {
        Optional<MessageSender> sender = senders.of(delivery.channel());
        if (sender.isEmpty()) {
            return Optional.of(
                    new SendResult.Refused(
                            "This server has no channel called " + delivery.channel() + "."));
        }
        Optional<ChannelAccount> account;
        try {
            account = accounts.forSending(delivery.channel(), binding, delivery.account());
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

    /// On a thread of its own: a takeover waits no longer than the cut-off, whatever a channel does.
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
            LOG.log(Level.WARNING, "delivery.broke id=" + delivery.id(), e);
            return new SendResult.Unknown(
                    "Sending it broke: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private OutboundPart part() {
        return new OutboundPart(
                delivery.id(),
                delivery.account(),
                thread,
                address,
                new Outbound.Text(delivery.text()),
                delivery.part(),
                delivery.parts(),
                subject);
    }
}
