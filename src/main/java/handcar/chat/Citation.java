package handcar.chat;

import module java.base;

import handcar.json.JsonView;

/// The source of a statement. `[index]` in the answer refers to it; `quote` is the document's stored text from `start` to
/// `end`, in code points; `page` is the page it begins on, counted from 1, where the document has pages.
public record Citation(
        int index,
        UUID documentId,
        String title,
        Optional<String> url,
        String quote,
        int start,
        int end,
        Optional<Integer> page) {

    /// A citation whose page is not known yet.
    public Citation(
            int index,
            UUID documentId,
            String title,
            Optional<String> url,
            String quote,
            int start,
            int end) {
        this(index, documentId, title, url, quote, start, end, Optional.empty());
    }

    /// The same with its page.
    public Citation on(Optional<Integer> page) {
        return new Citation(index, documentId, title, url, quote, start, end, page);
    }

    static Citation of(JsonView json) {
        return new Citation(
                (int) json.number("index").orElse(0),
                UUID.fromString(json.text("document_id").orElseThrow()),
                json.text("title").orElse(""),
                json.text("url"),
                json.text("quote").orElse(""),
                (int) json.number("start").orElse(0),
                (int) json.number("end").orElse(0),
                json.number("page").stream().mapToObj(page -> (int) page).findFirst());
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
        page.ifPresent(number -> json.put("page", number));
        return json;
    }
}
