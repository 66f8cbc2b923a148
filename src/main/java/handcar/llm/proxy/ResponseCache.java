package handcar.llm.proxy;

import module java.base;

import handcar.config.Config;
import handcar.llm.ModelCatalog;
import handcar.redis.RedisClient;
import handcar.text.Sha256;

import org.jspecify.annotations.Nullable;

/// Keeps whole answers for later requests that are equal byte by byte and would go to the same models. Bounded in number and
/// size; replicas share it through Redis. Streams are not kept, and neither are answers of the built-in model, which depend
/// on documents that change.
final class ResponseCache {
    private static final int MOST_ANSWERS = 1_000;

    /// Bytes held in memory, and a sixteenth of that for one answer.
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private static final long LARGEST = MOST_BYTES / 16;

    private final Duration time;
    private final Optional<RedisClient> shared;
    private final LinkedHashMap<String, Kept> answers = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /// Whether a program accepts a cached answer, by its `Cache-Control`.
    /// <https://www.rfc-editor.org/rfc/rfc9111#name-request-directives>
    enum Directive {
        /// A cached answer is accepted.
        ANY,
        /// A new answer, which may be cached.
        NEW,
        /// A new answer, which is not cached.
        PRIVATE;

        static Directive of(String cacheControl) {
            String wish = cacheControl.toLowerCase(Locale.ROOT);
            if (wish.contains("no-store")) {
                return PRIVATE;
            }
            return wish.contains("no-cache") || wish.contains("max-age=0") ? NEW : ANY;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(byte[] json, long until) {}

    /// The key of an answer: a digest of everything that was asked, and of who would be asked for it.
    static String key(ProxyRequest request, List<ModelCatalog.Route> routes) {
        String head = request.kind() + " " + routes + "\n";
        return "handcar:answer:"
                + Sha256.hex(head.getBytes(StandardCharsets.UTF_8), request.json().bytes());
    }

    ResponseCache(Config.Cache config, Optional<RedisClient> shared) {
        this.time = config.ttl();
        this.shared = shared;
    }

    Optional<byte[]> find(String key) {
        return own(key).or(() -> shared.flatMap(redis -> redis.find(key)));
    }

    void keep(String key, byte[] json) {
        if (json.length <= LARGEST) {
            store(key, json);
            shared.ifPresent(redis -> redis.keep(key, json, time));
        }
    }

    private synchronized void store(String key, byte[] json) {
        forget(answers.remove(key));
        answers.put(key, new Kept(json, System.nanoTime() + time.toNanos()));
        bytes += json.length;
        while (answers.size() > MOST_ANSWERS || bytes > MOST_BYTES) {
            forget(answers.pollFirstEntry().getValue());
        }
    }

    /// Empties the memory; Redis keeps its copy.
    synchronized void clear() {
        answers.clear();
        bytes = 0;
    }

    private synchronized Optional<byte[]> own(String key) {
        Kept kept = answers.get(key);
        if (kept != null && kept.until - System.nanoTime() <= 0) {
            forget(answers.remove(key));
            return Optional.empty();
        }
        return Optional.ofNullable(kept).map(Kept::json);
    }

    private void forget(@Nullable Kept kept) {
        bytes -= kept == null ? 0 : kept.json.length;
    }
}
