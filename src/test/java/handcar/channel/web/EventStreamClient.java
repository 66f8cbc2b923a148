package handcar.channel.web;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A client of an event stream that reads as it comes and remembers.
public final class EventStreamClient implements AutoCloseable {
    private final HttpResponse<java.util.stream.Stream<String>> response;
    private final List<Event> events = new ArrayList<>();
    private boolean ended;

    /// One event as it came.
    public record Event(Optional<Long> id, String name, JsonView data) {
        public boolean is(String other) {
            return name.equals(other);
        }
    }

    public EventStreamClient(HttpClient client, HttpRequest request) {
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    public int status() {
        return response.statusCode();
    }

    private void read() {
        String[] parts = {"", "", ""};
        try (var lines = response.body()) {
            lines.forEach(line -> take(line, parts));
        } catch (java.io.UncheckedIOException _) {
            // the server went away, which some tests want
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void take(String line, String[] parts) {
        if (line.startsWith("id: ")) {
            parts[0] = line.substring(4);
        } else if (line.startsWith("event: ")) {
            parts[1] = line.substring(7);
        } else if (line.startsWith("data: ")) {
            parts[2] = line.substring(6);
        } else if (line.isEmpty() && !parts[1].isEmpty()) {
            Optional<Long> id = Optional.of(parts[0]).filter(t -> !t.isEmpty()).map(Long::valueOf);
            events.add(new Event(id, parts[1], new JsonView(Json.object(parts[2]))));
            parts[0] = "";
            parts[1] = "";
            notifyAll();
        }
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /// What is kept: events with a number.
    public List<Event> kept() {
        return events().stream().filter(event -> event.id().isPresent()).toList();
    }

    /// Waits, at most thirty seconds, until enough has come.
    public synchronized EventStreamClient until(Predicate<EventStreamClient> enough)
            throws InterruptedException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!enough.test(this)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("waited in vain; came " + events);
            }
            wait(left);
        }
        return this;
    }

    public synchronized boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        response.body().close();
    }
}
