package handcar.browser;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

import org.jspecify.annotations.Nullable;

import java.net.http.HttpClient;
import java.net.http.WebSocket;

/// One DevTools socket: commands with their answers, and events for whoever listens.
///
/// See https://chromedevtools.github.io/devtools-protocol/.
final class DevToolsSocket implements AutoCloseable, WebSocket.Listener {
    /// Starting a page on a busy machine of two cores takes seconds; more means that it hangs.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WebSocket socket;
    private final StringBuilder incoming = new StringBuilder();
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, BlockingQueue<JsonView>> waiting = new ConcurrentHashMap<>();
    private final List<Consumer<JsonView>> listeners = new CopyOnWriteArrayList<>();

    DevToolsSocket(HttpClient client, URI address) {
        socket = client.newWebSocketBuilder().buildAsync(address, this).join();
    }

    /// The result of `method`; `session` is empty for the browser itself.
    JsonView ask(String session, String method, Map<String, ?> parameters) {
        long id = ids.incrementAndGet();
        var answer = new ArrayBlockingQueue<JsonView>(1);
        waiting.put(id, answer);
        var command = new LinkedHashMap<String, Object>();
        command.put("id", id);
        command.put("method", method);
        command.put("params", parameters);
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        send(Json.text(command));
        return result(method, take(method, answer));
    }

    /// Hears every event of every session, on the socket's thread.
    void listen(Consumer<JsonView> listener) {
        listeners.add(listener);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        incoming.append(data);
        if (last) {
            var message = new JsonView(Json.object(incoming.toString()));
            incoming.setLength(0);
            hear(message);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void hear(JsonView message) {
        var id = message.number("id");
        if (id.isEmpty()) {
            listeners.forEach(listener -> listener.accept(message));
            return;
        }
        var answer = waiting.remove(id.getAsLong());
        if (answer != null) {
            answer.add(message);
        }
    }

    /// The socket takes one message at a time.
    private synchronized void send(String text) {
        socket.sendText(text, true).join();
    }

    private static JsonView take(String method, BlockingQueue<JsonView> answer) {
        try {
            var message = answer.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new IllegalStateException("The browser does not answer " + method);
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonView result(String method, JsonView message) {
        if (message.at("error").value() != null) {
            throw new IllegalStateException(method + ": " + message.at("error").value());
        }
        return message.at("result");
    }
}
