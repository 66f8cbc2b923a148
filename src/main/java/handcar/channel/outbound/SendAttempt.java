package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSender;
import handcar.channel.MessageSender.UploadResult;
import handcar.channel.MessageSenders;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// One attempt to send a part, or to upload its file before. The claim is committed, and the provider does not have the part
/// yet.
///
/// @param delivery the claimed row
/// @param due where it goes
/// @param since the time before the claim, as [System#nanoTime]
record SendAttempt(Delivery delivery, DueDelivery due, long since) {
    private static final Logger LOG = System.getLogger(SendAttempt.class.getName());

    /// What an attempt needs.
    record Parts(
            ChannelAccounts accounts,
            MessageSenders senders,
            DeliveryFiles files,
            SendTiming timing) {}

    /// Whether only the file is given to the provider; the part stays in the queue meanwhile.
    boolean isUpload() {
        return delivery.state() == Delivery.State.QUEUED;
    }

    /// Sends the part. Empty when the claim is too old and nothing was sent: a process that was suspended must not send what
    /// other processes have given up.
    Optional<SendResult> send(Parts with) {
        return attempt(
                with,
                failed -> failed,
                (sender, part, account) -> sender.send(part, account),
                new SendResult.Unknown("The provider took too long."),
                SendResult.Unknown::new);
    }

    /// Uploads the file of the part. Empty as [#send].
    Optional<UploadResult> upload(Parts with) {
        return attempt(
                with,
                UploadResult.Failed::new,
                (sender, part, account) ->
                        part.content()
                                .toUpload()
                                .map(file -> sender.upload(file, part, account))
                                .orElseGet(() -> later("there is nothing to upload")),
                later("it took too long"),
                SendAttempt::later);
    }

    private static UploadResult later(String reason) {
        return new UploadResult.Failed(
                new SendResult.TryLater("The file could not be uploaded: " + reason));
    }

    /// A request to the provider.
    private interface Call<T> {
        T to(MessageSender sender, OutboundPart part, ChannelAccount account);
    }

    /// @param failed the result when the request cannot be made
    /// @param tooLong the result when it does not end in time
    /// @param broken the result when it broke and nobody knows how far it came
    private <T> Optional<T> attempt(
            Parts with,
            Function<SendResult, T> failed,
            Call<T> call,
            T tooLong,
            Function<String, T> broken) {
        Optional<MessageSender> sender = with.senders().of(delivery.channel());
        Optional<ChannelCapabilities> capabilities =
                with.accounts()
                        .provider(delivery.channel())
                        .map(known -> known.capabilities(due.address()));
        if (sender.isEmpty() || capabilities.isEmpty()) {
            return refused(failed, "This server has no channel called " + delivery.channel() + ".");
        }
        Optional<ChannelAccount> account;
        Optional<Outbound> content;
        try {
            account =
                    with.accounts()
                            .forSending(delivery.channel(), due.binding(), delivery.account());
            content = with.files().content(delivery, capabilities.get());
        } catch (RuntimeException e) {
            return Optional.of(
                    failed.apply(
                            new SendResult.TryLater(
                                    "The account cannot be read: " + e.getMessage())));
        }
        if (account.isEmpty()) {
            return refused(
                    failed, "No account is connected for it. Connect it under channels and retry.");
        }
        if (content.isEmpty()) {
            return refused(failed, "A file of it is no longer kept, or not taken any more.");
        }
        OutboundPart part = part(content.get());
        return System.nanoTime() - since > with.timing().begin().toNanos()
                ? Optional.empty()
                : Optional.of(
                        inTime(
                                () -> call.to(sender.get(), part, account.get()),
                                cut(with.timing()),
                                tooLong,
                                broken));
    }

    private static <T> Optional<T> refused(Function<SendResult, T> failed, String reason) {
        return Optional.of(failed.apply(new SendResult.Refused(reason)));
    }

    private Duration cut(SendTiming timing) {
        return delivery.files().isEmpty()
                ? timing.cut()
                : timing.cut().plusSeconds(PartDraft.EXTRA_SECONDS);
    }

    /// Runs on a thread of its own: a takeover waits no longer than the cut-off, whatever a channel does.
    private <T> T inTime(Supplier<T> call, Duration cut, T tooLong, Function<String, T> broken) {
        AtomicReference<T> result = new AtomicReference<>(tooLong);
        Thread thread =
                Thread.ofVirtual()
                        .name("sending " + delivery.id())
                        .start(() -> result.set(guarded(call, broken)));
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

    private <T> T guarded(Supplier<T> call, Function<String, T> broken) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            // nobody knows how far it came
            LOG.log(Level.WARNING, "delivery.send_failed id=" + delivery.id(), e);
            return broken.apply(
                    "Sending it broke: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private OutboundPart part(Outbound content) {
        return new OutboundPart(
                delivery.id(),
                delivery.account(),
                due.thread(),
                due.address(),
                content,
                delivery.part(),
                delivery.parts(),
                due.subject(),
                delivery.epoch().isPresent());
    }
}
