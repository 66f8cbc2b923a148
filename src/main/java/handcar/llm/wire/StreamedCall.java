package handcar.llm.wire;

import module java.base;

import handcar.json.JsonView;

/// A call of a tool while its arguments come.
final class StreamedCall {
    private final OptionalLong place;
    private final String id;
    private final String name;
    private final int index;
    private final StringBuilder arguments = new StringBuilder();
    private boolean closed;

    /// @param piece the first of the call
    /// @param index of its block
    StreamedCall(JsonView piece, int index) {
        this.place = piece.number("index");
        this.id = WireJson.callId(piece);
        this.name = piece.at("function").text("name").orElse("");
        this.index = index;
    }

    int index() {
        return index;
    }

    boolean isAt(long wanted) {
        return place.isPresent() && place.getAsLong() == wanted;
    }

    /// Whether a piece that says no place belongs to the next call: it has another id, or a name and no id.
    boolean isFollowedBy(JsonView piece) {
        String other = piece.text("id").orElse("");
        return other.isEmpty()
                ? !piece.at("function").text("name").orElse("").isEmpty()
                : !other.equals(id);
    }

    Map<String, Object> block() {
        return WireJson.object("type", "tool_use", "id", id, "name", name, "input", Map.of());
    }

    /// Whether these arguments are to be written; nothing is added to a call that is complete.
    boolean takes(String piece) {
        arguments.append(piece);
        return !closed && !piece.isEmpty();
    }

    /// Whether its arguments are a whole object.
    boolean isComplete() {
        return WireJson.isObject(arguments.toString());
    }

    /// Whether its arguments broke off.
    boolean isCut() {
        return !arguments.toString().isBlank() && !isComplete();
    }

    /// Closes it; false when it was closed before.
    boolean close() {
        boolean was = closed;
        closed = true;
        return !was;
    }
}
