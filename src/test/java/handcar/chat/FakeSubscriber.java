package handcar.chat;

import module java.base;

import handcar.http.stream.EventSink;
import handcar.http.stream.StreamEvent;
import handcar.json.Json;

/// A client that writes down what it hears, and may stop listening.
public final class FakeSubscriber implements EventSink {
    private final List<Heard> heard = new ArrayList<>();
    private final List<Runnable> closers = new ArrayList<>();
    private boolean open = true;

    public record Heard(OptionalLong id, String event, String data) {
        public boolean is(String name) {
            return event.equals(name);
        }
    }

    @Override
    public synchronized boolean send(StreamEvent event) {
        if (open) {
            heard.add(new Heard(event.id(), event.name(), event.json()));
            notifyAll();
        }
        return open;
    }

    @Override
    public boolean offer(StreamEvent event) {
        return send(event);
    }

    @Override
    public synchronized void onClose(Runnable action) {
        closers.add(action);
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        List<Runnable> actions;
        synchronized (this) {
            open = false;
            actions = List.copyOf(closers);
        }
        actions.forEach(Runnable::run);
    }

    /// What it heard of what is kept.
    public synchronized List<Heard> kept() {
        return heard.stream().filter(one -> one.id().isPresent()).toList();
    }

    public synchronized List<Heard> all() {
        return List.copyOf(heard);
    }

    /// The pieces of the answer, put together as a page does it: piece 0 begins anew.
    public synchronized String written() {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (Heard one : heard) {
            if (one.is("delta")) {
                Map<String, Object> data = Json.object(one.data());
                int index = ((Number) data.getOrDefault("index", -1)).intValue();
                if (index == 0) {
                    text.setLength(0);
                    next = 0;
                }
                if (index != next++) {
                    throw new AssertionError("piece " + index + " out of order");
                }
                text.append(data.get("text"));
            }
        }
        return text.toString();
    }

    /// Waits, at most thirty seconds, until what it heard is enough.
    public synchronized void until(Predicate<FakeSubscriber> enough) throws InterruptedException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!enough.test(this)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("waited in vain; heard " + heard);
            }
            wait(left);
        }
    }
}
