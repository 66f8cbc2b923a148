package handcar.llm.proxy;

import module java.base;

import handcar.config.Config;
import handcar.llm.ModelCatalog;
import handcar.llm.provider.ModelRequest;
import handcar.redis.RedisClient;

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
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Question, Kept> answers = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(byte[] json, long size, long until) {}

    /// What names an answer: everything that was asked, and who would be asked for it. Compared byte by byte, because a
    /// digest costs more; Redis gets one.
    @SuppressWarnings("ArrayRecordComponent") // compared by what is in it
    record Question(ModelRequest.Kind kind, List<ModelCatalog.Route> routes, byte[] body) {
        static Question of(ProxyRequest asked, List<ModelCatalog.Route> routes) {
            return new Question(asked.kind(), routes, asked.json().bytes());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Question question
                    && kind == question.kind
                    && Arrays.equals(body, question.body)
                    && routes.equals(question.routes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(body);
        }

        /// The key in Redis.
        String name() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update((kind + " " + routes + "\n").getBytes(StandardCharsets.UTF_8));
                return "handcar:answer:" + HexFormat.of().formatHex(digest.digest(body));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    ResponseCache(Config.Cache config, Optional<RedisClient> shared) {
        this.time = config.ttl();
        this.shared = shared;
    }

    Optional<byte[]> find(Question question) {
        return own(question).or(() -> shared.flatMap(redis -> redis.find(question.name())));
    }

    void keep(Question question, byte[] json) {
        long size = (long) json.length + question.body.length;
        if (size > LARGEST) {
            return;
        }
        lock.lock();
        try {
            forget(answers.remove(question));
            answers.put(question, new Kept(json, size, System.nanoTime() + time.toNanos()));
            bytes += size;
            while (answers.size() > MOST_ANSWERS || bytes > MOST_BYTES) {
                forget(answers.pollFirstEntry().getValue());
            }
        } finally {
            lock.unlock();
        }
        shared.ifPresent(redis -> redis.keep(question.name(), json, time));
    }

    /// Empties the memory; Redis keeps its copy.
    void clear() {
        lock.lock();
        try {
            answers.clear();
            bytes = 0;
        } finally {
            lock.unlock();
        }
    }

    private Optional<byte[]> own(Question question) {
        lock.lock();
        try {
            Kept kept = answers.get(question);
            if (kept != null && kept.until - System.nanoTime() <= 0) {
                forget(answers.remove(question));
                return Optional.empty();
            }
            return Optional.ofNullable(kept).map(Kept::json);
        } finally {
            lock.unlock();
        }
    }

    private void forget(@Nullable Kept kept) {
        bytes -= kept == null ? 0 : kept.size;
    }
}
