package handcar.net;

/// One event of an event stream: its name (`message` when the sender gave none) and its data, lines joined by `\n`.
public record SseEvent(String name, String data) {}
