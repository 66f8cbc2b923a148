package handcar.channel.outbound;

import handcar.channel.InboundEvent.Receipt;
import handcar.json.JsonView;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A receipt as it is kept until the name it is about is known.
record ReceiptUpdate(Receipt.State state, Optional<String> error) {
    /// What the provider's answer itself says.
    static final ReceiptUpdate SENT = new ReceiptUpdate(Receipt.State.SENT, Optional.empty());

    static ReceiptUpdate of(Receipt receipt) {
        return new ReceiptUpdate(receipt.state(), receipt.error());
    }

    static ReceiptUpdate of(JsonView kept) {
        return new ReceiptUpdate(
                Receipt.State.valueOf(kept.text("state").orElse("SENT")), kept.text("error"));
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
        return state == Receipt.State.FAILED;
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
