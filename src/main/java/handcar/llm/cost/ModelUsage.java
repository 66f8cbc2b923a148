package handcar.llm.cost;

import module java.base;

import handcar.db.Row;

/// Sums over calls as JSON. Calls of models without a price have no cost; how many there are is told.
public final class ModelUsage {
    private static final double MICRO = 1_000_000;

    private ModelUsage() {}

    public static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", row.findText("grouped").orElse(null));
        json.put("name", row.findText("name").orElse(null));
        json.put("calls", row.number("calls"));
        json.put("failed", row.number("failed"));
        json.put("input_tokens", row.number("input_tokens"));
        json.put("cached_tokens", row.number("cached_tokens"));
        json.put("cache_write_tokens", row.number("cache_write_tokens"));
        json.put("output_tokens", row.number("output_tokens"));
        json.put("reasoning_tokens", row.number("reasoning_tokens"));
        json.put("cost_usd", row.real("cost_micro_usd") / MICRO);
        json.put("unpriced_calls", row.number("unpriced"));
        json.put("price", row.number("unpriced") > 0 ? "unpriced" : "priced");
        return json;
    }
}
