package handcar.channel.outbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.outbound.Delivery.State;
import handcar.channel.outbound.DeliveryTransitions.Change;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.json.JsonView;

/// Applies what providers report about parts that we sent. A transaction with several receipts must apply them in the order
/// of the provider's ids, so that two such transactions never deadlock.
public final class DeliveryReceipts {
    private final DeliveryStore store;
    private final DeliveryTransitions transitions;
    private final JobQueue jobs;

    public DeliveryReceipts(JobQueue jobs, DeliveryTransitions transitions) {
        this.store = transitions.store();
        this.transitions = transitions;
        this.jobs = jobs;
    }

    /// Applies a receipt, in any order and any number of times. A receipt for an id that is not known yet is kept until the
    /// provider's answer to our request names the id.
    ///
    /// @return whether it changed a part
    public boolean receipt(Tx tx, String channel, InboundEvent.Receipt receipt) {
        Optional<Delivery> known = known(tx, channel, receipt);
        if (known.isEmpty()) {
            receipt.id().ifPresent(name -> store.keepEarly(tx, channel, name, receipt));
            return false;
        }
        ReceiptUpdate told = ReceiptUpdate.of(receipt);
        if (told.fails()) {
            transitions.lock(tx, known.get().conversationId());
        }
        String name = receipt.id().orElse("");
        return change(tx, known.get(), part -> told.on(part.named(name)));
    }

    private Optional<Delivery> known(Tx tx, String channel, InboundEvent.Receipt receipt) {
        Optional<Delivery> ours =
                receipt.delivery()
                        .flatMap(id -> store.find(tx, id))
                        .filter(delivery -> delivery.channel().equals(channel));
        if (ours.isPresent() || receipt.id().isEmpty()) {
            return ours;
        }
        return named(tx, channel, receipt.id().get());
    }

    private Optional<Delivery> named(Tx tx, String channel, String name) {
        return store.named(tx, channel, name)
                .or(
                        () -> {
                            store.lockName(tx, channel, name);
                            return store.named(tx, channel, name);
                        });
    }

    /// Whether this server sent the message. A part whose id the provider has not told yet is recognised by its text, and has
    /// arrived.
    public boolean isOurs(Tx tx, String channel, InboundEvent.Echo echo) {
        String name = echo.id();
        if (named(tx, channel, name).isPresent()) {
            return true;
        }
        Optional<Delivery> same =
                store.unnamed(tx, channel, echo.account(), echo.thread()).stream()
                        .filter(part -> words(part.text()).equals(words(echo.text())))
                        .findFirst();
        // a part in flight only gets its id here: its sender stores the result
        UnaryOperator<Delivery> arrive =
                part ->
                        part.state() == State.SENDING
                                ? part.named(name)
                                : ReceiptUpdate.SENT.on(part.named(name));
        same.ifPresent(part -> change(tx, part, arrive));
        return same.isPresent();
    }

    private boolean change(Tx tx, Delivery part, UnaryOperator<Delivery> change) {
        Optional<Change> made =
                transitions.change(tx, part, Duration.ZERO, change).filter(Change::isReal);
        if (made.filter(each -> each.before().state() == State.QUEUED).isPresent()) {
            // it arrived although the provider said "later": the parts after it need not wait
            jobs.enqueue(tx, DeliveryOutbox.job(part.channel(), part.account()));
        }
        return made.isPresent();
    }

    /// The text without its white space, which providers change.
    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /// The change that a receipt makes.
    record ReceiptUpdate(InboundEvent.Receipt.State state, Optional<String> error) {
        /// The provider accepted the part.
        static final ReceiptUpdate SENT =
                new ReceiptUpdate(InboundEvent.Receipt.State.SENT, Optional.empty());

        static ReceiptUpdate of(InboundEvent.Receipt receipt) {
            return new ReceiptUpdate(receipt.state(), receipt.error());
        }

        static ReceiptUpdate of(JsonView kept) {
            return new ReceiptUpdate(
                    InboundEvent.Receipt.State.valueOf(kept.text("state").orElse("SENT")),
                    kept.text("error"));
        }

        Map<String, Object> json() {
            Map<String, Object> json = new HashMap<>();
            json.put("state", state.name());
            json.put("rank", rank());
            error.ifPresent(reason -> json.put("error", reason));
            return json;
        }

        /// Changes a part. A better state is never taken back, and what was never sent cannot have arrived.
        Delivery on(Delivery part) {
            boolean left = part.attempt() > 0 && part.state() != Delivery.State.WITHDRAWN;
            return left && rank() > rank(part.state())
                    ? part.become(reached(), fails() ? reason() : Optional.empty())
                    : part;
        }

        boolean fails() {
            return state == InboundEvent.Receipt.State.FAILED;
        }

        private Optional<String> reason() {
            return Optional.of(error.orElse("The provider could not deliver it."));
        }

        private Delivery.State reached() {
            return switch (state) {
                case SENT -> Delivery.State.SENT;
                case FAILED -> Delivery.State.REFUSED;
                case DELIVERED -> Delivery.State.DELIVERED;
                case READ -> Delivery.State.READ;
            };
        }

        /// A failure outranks "sent", and an arrival outranks a failure.
        private int rank() {
            return rank(reached());
        }

        private static int rank(Delivery.State state) {
            return switch (state) {
                case QUEUED, SENDING, UNKNOWN, DEAD, WITHDRAWN -> 0;
                case SENT -> 1;
                case REFUSED -> 2;
                case DELIVERED -> 3;
                case READ -> 4;
            };
        }
    }
}
