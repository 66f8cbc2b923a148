package handcar.llm.provider;

import module java.base;

import handcar.config.Secret;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The keys of a provider, used in turn. One that the provider refuses is left out for a while, and one at its limit for the time that
/// the provider asks for.
public final class ProviderKeys {
    /// A refused key is tried again after this time: somebody may have paid the bill.
    private static final Duration REST = Duration.ofMinutes(1);

    /// No key at its limit is left out for longer.
    private static final Duration LONGEST_LIMIT = Duration.ofDays(1);

    private static final Logger LOG = System.getLogger(ProviderKeys.class.getName());

    private final String provider;
    private final List<Secret> keys;
    private final Runnable whenRefused;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<Integer, Long> refused = new ConcurrentHashMap<>();

    /// When keys at their limit may be used again.
    private final Map<Integer, Long> limited = new ConcurrentHashMap<>();

    /// @param whenRefused runs when a key is refused that was not refused before
    public ProviderKeys(String provider, List<Secret> keys, Runnable whenRefused) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A provider needs a key.");
        }
        this.provider = provider;
        this.keys = List.copyOf(keys);
        this.whenRefused = whenRefused;
    }

    public int size() {
        return keys.size();
    }

    /// The next one in turn that was not tried, if possible one that is neither refused nor at its limit, else one that is not refused.
    ///
    /// @param tried the turns of this call, fewer than there are keys
    Turn next(List<Turn> tried) {
        Set<Integer> used = tried.stream().map(one -> one.index).collect(Collectors.toSet());
        int start = Math.floorMod(turn.getAndIncrement(), keys.size());
        long now = System.nanoTime();
        List<Integer> left =
                IntStream.range(start, start + keys.size())
                        .mapToObj(at -> at % keys.size())
                        .filter(at -> !used.contains(at))
                        .toList();
        List<Integer> accepted = left.stream().filter(at -> !isRefused(at, now)).toList();
        return new Turn(
                accepted.stream()
                        .filter(at -> !isLimited(at, now))
                        .findFirst()
                        .orElse((accepted.isEmpty() ? left : accepted).getFirst()));
    }

    private boolean isRefused(int index, long now) {
        Long since = refused.get(index);
        return since != null && now - since <= REST.toNanos();
    }

    private boolean isLimited(int index, long now) {
        Long until = limited.get(index);
        return until != null && now - until < 0;
    }

    /// Those that the provider refuses, until it accepts them again.
    public List<RefusedKey> refused() {
        return refused.keySet().stream()
                .sorted()
                .map(index -> RefusedKey.of(index, keys.get(index)))
                .toList();
    }

    /// One key while it is used.
    final class Turn {
        private final int index;

        private Turn(int index) {
            this.index = index;
        }

        Secret key() {
            return keys.get(index);
        }

        void accepted() {
            if (!refused.isEmpty() && refused.remove(index) != null) {
                LOG.log(Level.INFO, "provider.key_accepted provider=" + provider);
            }
        }

        /// @param wait the time that the provider asks for
        void limited(Duration wait) {
            Duration rest = wait.compareTo(LONGEST_LIMIT) < 0 ? wait : LONGEST_LIMIT;
            limited.put(index, System.nanoTime() + rest.toNanos());
        }

        /// One line in the log, until the key is accepted again.
        void refused() {
            if (refused.put(index, System.nanoTime()) == null) {
                LOG.log(
                        Level.WARNING,
                        "provider.key_refused provider=%s key=%d of=%d"
                                .formatted(provider, index + 1, keys.size()));
                whenRefused.run();
            }
        }
    }
}
