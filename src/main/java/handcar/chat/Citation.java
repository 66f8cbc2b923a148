package handcar.chat;

import module java.base;

import handcar.json.JsonView;

/// The source of a statement. `[index]` in the answer refers to it; `quote` is the document's stored text from `start` to
/// `end`, in code points.
public record Citation(
        int index,
        UUID documentId,
        String title,
        Optional<String> url,
        String quote,
        int start,
        int end) {

    static Citation of(JsonView json) {
        return new Citation(
                (int) json.number("index").orElse(0),
                UUID.fromString(json.text("document_id").orElseThrow()),
                json.text("title").orElse(""),
                json.text("url"),
                json.text("quote").orElse(""),
                (int) json.number("start").orElse(0),
                (int) json.number("end").orElse(0));
    }

    /// The JSON of the API.
    public Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("index", index);
        json.put("document_id", documentId.toString());
        json.put("title", title);
        json.put("url", url.orElse(null));
        json.put("quote", quote);
        json.put("start", start);
        json.put("end", end);
        return json;
    }
}
