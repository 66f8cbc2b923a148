package handcar.llm.wire;

import module java.base;

/// New ids, in the form of OpenAI's and Anthropic's.
final class ItemId {
    private ItemId() {}

    /// A new id.
    static String of(String prefix) {
        return prefix + "_" + UUID.randomUUID().toString().replace("-", "");
    }
}
