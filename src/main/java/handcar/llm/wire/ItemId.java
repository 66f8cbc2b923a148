package handcar.llm.wire;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

/// The ids of items in OpenAI's Responses API. Programs send an id in place of the item, because OpenAI keeps the items; nothing is kept
/// here, so an id carries its item.
final class ItemId {
    private static final char MARK = '.';

    private ItemId() {}

    /// A new id that carries nothing.
    static String plain(String prefix) {
        return prefix + "_" + UUID.randomUUID().toString().replace("-", "");
    }

    /// An id that carries an item.
    static String of(String prefix, Map<String, Object> item) {
        return plain(prefix)
                + MARK
                + Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(item));
    }

    /// The item in an id; an empty view when it carries none.
    static JsonView item(String id) {
        try {
            return JsonView.lenient(
                    Base64.getUrlDecoder().decode(id.substring(id.indexOf(MARK) + 1)));
        } catch (IllegalArgumentException e) {
            return new JsonView(null);
        }
    }
}
