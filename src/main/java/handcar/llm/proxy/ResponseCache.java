package handcar.llm.proxy;

import module java.base;

import handcar.config.Config;
import handcar.llm.ModelCatalog;
import handcar.redis.RedisClient;
import handcar.text.Sha256;

import org.jspecify.annotations.Nullable;

/// Keeps whole answers for later requests that are equal byte by byte and would go to the same models. Bounded in number and
/// size; replicas share it through Redis.
final class ResponseCache {
    private static final int MOST_ANSWERS = 1_000;

    /// Bytes held in memory, and a sixteenth of that for one answer.
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private static final long LARGEST = MOST_BYTES / 16;

    private final Duration time;
    private final boolean isShared;
    private final Optional<RedisClient> shared;
    private final LinkedHashMap<String, Kept> answers = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(byte[] json, long until) {}

    /// The key of an answer: a digest of everything that was asked, of who would be asked for it, and of the program unless all
    /// share their answers.
    String key(ProxyRequest request, List<ModelCatalog.Route> routes) {
        String who = isShared ? "" : request.by().id().toString();
        String head = request.kind() + " " + who + " " + routes + "\n";
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            request.json().writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "handcar:answer:"
                + Sha256.hex(head.getBytes(StandardCharsets.UTF_8), json.toByteArray());
    }

    ResponseCache(Config.Cache config, Optional<RedisClient> shared) {
        this.time = config.ttl();
        this.isShared = config.shared();
        this.shared = shared;
    }

    /// An answer that is not older than this.
    Optional<Answer> find(String key, Duration age) {
        return own(key).or(() -> shared.flatMap(redis -> redis.find(key)))
                .map(Answer::of)
                .filter(answer -> answer.seconds() <= age.toSeconds());
    }

    /// A kept answer.
    ///
    /// @param seconds its age
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(byte[] json, long seconds) {
        private static Answer of(byte[] kept) {
            long at = ByteBuffer.wrap(kept).getLong();
            long seconds = Math.max(0, Instant.now().getEpochSecond() - at);
            return new Answer(Arrays.copyOfRange(kept, Long.BYTES, kept.length), seconds);
        }

        /// With the second in which it was given before it.
        private static byte[] stamped(byte[] json) {
            return ByteBuffer.allocate(Long.BYTES + json.length)
                    .putLong(Instant.now().getEpochSecond())
                    .put(json)
                    .array();
        }
    }

    void keep(String key, byte[] json) {
        if (json.length <= LARGEST) {
            byte[] stamped = Answer.stamped(json);
            store(key, stamped);
            shared.ifPresent(redis -> redis.keep(key, stamped, time));
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
