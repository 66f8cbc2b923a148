package handcar.llm.provider;

import module java.base;

/// The items of earlier answers of OpenAI's Responses API, for the program that got them: it sends an item's id in place of the item.
public interface ResponseItems {
    /// For callers who send no ids.
    ResponseItems NONE =
            new ResponseItems() {
                @Override
                public void keep(List<Map<String, Object>> items) {}

                @Override
                public Map<String, Map<String, Object>> find(Set<String> ids) {
                    return Map.of();
                }
            };

    /// Keeps the items of an answer, each of which has an `id`.
    void keep(List<Map<String, Object>> items);

    /// Those of these items that were kept, by their ids.
    Map<String, Map<String, Object>> find(Set<String> ids);
}
