package handcar.channel.outbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.outbound.Delivery.State;
import handcar.chat.Conversations;
import handcar.chat.DeliveryStatusWriter;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.json.JsonView;

/// What providers tell about what we sent. Whoever has several receipts in one transaction gives them in the order of the
/// names they are about, so that two such transactions never wait for each other.
public final class DeliveryReceipts {
    private final DeliveryStore store;
    private final DeliveryTransitions transitions;
    private final JobQueue jobs;

    public DeliveryReceipts(
            Database db,
            JobQueue jobs,
            Conversations conversations,
            DeliveryStatusWriter deliveryStatus) {
        this.store = new DeliveryStore(db);
        this.transitions = new DeliveryTransitions(store, deliveryStatus, conversations);
        this.jobs = jobs;
    }

    /// In whatever order and however often it is told. What is about a name we do not know yet is kept until the answer to
    /// our request tells it.
    public boolean receipt(Tx tx, String channel, InboundEvent.Receipt receipt) {
        Optional<Delivery> known = known(tx, channel, receipt);
        if (known.isEmpty()) {
            receipt.id().ifPresent(name -> store.keepEarly(tx, channel, name, receipt));
            return false;
        }
        ReceiptUpdate told = ReceiptUpdate.of(receipt);
        if (told.fails()) {
            transitions.hold(tx, known.get().conversationId());
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
        String name = receipt.id().get();
        return store.named(tx, channel, name)
                .or(
                        () -> {
                            store.lockName(tx, channel, name);
                            return store.named(tx, channel, name);
                        });
    }

    /// A part whose name nobody told us yet is recognized by its text, and has arrived.
    public boolean isOurs(Tx tx, String channel, InboundEvent.Echo echo) {
        String name = echo.id();
        if (store.named(tx, channel, name).isPresent()) {
            return true;
        }
        store.lockName(tx, channel, name);
        if (store.named(tx, channel, name).isPresent()) {
            return true;
        }
        Optional<Delivery> same =
                store.unnamed(tx, channel, echo.account(), echo.thread()).stream()
                        .filter(part -> words(part.text()).equals(words(echo.text())))
                        .findFirst();
        // what is being sent in this moment only gets its name: how it ends its sender writes down
        same.ifPresent(
                part -> {
                    boolean _ =
                            change(
                                    tx,
                                    part,
                                    now ->
                                            now.state() == State.SENDING
                                                    ? now.named(name)
                                                    : ReceiptUpdate.SENT.on(now.named(name)));
                });
        return same.isPresent();
    }

    private boolean change(Tx tx, Delivery part, UnaryOperator<Delivery> change) {
        AtomicBoolean changes = new AtomicBoolean();
        Optional<Delivery> before =
                transitions.change(
                        tx,
                        part,
                        Duration.ZERO,
                        now -> {
                            Delivery after = change.apply(now);
                            changes.set(!after.equals(now));
                            return after;
                        });
        if (changes.get() && before.filter(was -> was.state() == State.QUEUED).isPresent()) {
            // it arrived although the provider said "later": what stands behind it need not wait
            jobs.enqueue(tx, DeliveryOutbox.job(part.channel(), part.account()));
        }
        return changes.get();
    }

    /// Providers trim and break lines as they like.
    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /// A receipt as it is kept until the name it is about is known.
    record ReceiptUpdate(InboundEvent.Receipt.State state, Optional<String> error) {
        /// What the provider's answer itself says.
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

        /// What it makes of a part. A better state is never taken back, and what never left cannot have arrived.
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

        /// A failure outdoes "sent", an arrival outdoes a failure.
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
