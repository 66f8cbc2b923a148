package handcar.llm;

import module java.base;

import handcar.db.Db;
import handcar.json.Json;
import handcar.llm.provider.ResponseItems;
import handcar.text.TextSanitizer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Keeps the items of answers at `/v1/responses` that were translated, for all replicas; what OpenAI itself answers, OpenAI keeps.
public final class ResponseItemStore {
    private static final Logger LOG = System.getLogger(ResponseItemStore.class.getName());

    /// As long as OpenAI: <https://platform.openai.com/docs/guides/your-data>
    private static final int DAYS = 30;

    private final Db db;

    public ResponseItemStore(Db db) {
        this.db = db;
    }

    /// The items of one API key.
    public ResponseItems of(UUID key) {
        return new KeyItems(key);
    }

    /// Deletes items that were kept long enough; returns how many.
    ///
    /// @param most that are deleted at once
    public long prune(int most) {
        return db.named("llm.prune-items").with("days", DAYS).with("most", most).change();
    }

    private final class KeyItems implements ResponseItems {
        private final UUID key;

        KeyItems(UUID key) {
            this.key = key;
        }

        /// An answer is given also while the database is away; its ids are then refused by their names.
        @Override
        public void keep(List<Map<String, Object>> items) {
            if (items.isEmpty()) {
                return;
            }
            try {
                db.named("llm.keep-items")
                        .with("key", key)
                        .with("ids", texts(items.stream().map(item -> item.get("id"))))
                        .with("items", texts(items.stream().map(Json::text)))
                        .change();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "response.items_lost key=" + key, e);
            }
        }

        private static String[] texts(Stream<?> values) {
            return values.map(String::valueOf).toArray(String[]::new);
        }

        @Override
        public Map<String, Map<String, Object>> find(Set<String> ids) {
            String[] clean = texts(ids.stream().filter(TextSanitizer::isClean));
            if (clean.length == 0) {
                return Map.of();
            }
            return db
                    .named("llm.find-items")
                    .with("key", key)
                    .with("ids", clean)
                    .list(row -> Map.entry(row.text("id"), Json.object(row.text("item"))))
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }
}
