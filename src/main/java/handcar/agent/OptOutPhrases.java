package handcar.agent;

import module java.base;

import handcar.chat.OptOutMatcher;
import handcar.jobs.NotificationBus;
import handcar.jobs.Snapshot;

/// The phrases by which a customer stops or resumes each agent, kept in memory ([Snapshot]). A message matches only as a
/// whole; case and punctuation do not count.
public final class OptOutPhrases implements OptOutMatcher, AutoCloseable {
    /// The family of the notifications of a change.
    static final String FAMILY = "agents";

    /// In characters; a longer message is no such phrase.
    private static final int LONGEST = 200;

    private final Agents agents;
    private final Snapshot<Map<Optional<UUID>, Words>> words;

    private record Words(Set<String> stop, Set<String> resume) {
        static Words of(Agent agent) {
            return new Words(plain(agent.stopPhrases()), plain(agent.resumePhrases()));
        }

        private static Set<String> plain(List<String> phrases) {
            return phrases.stream()
                    .map(OptOutPhrases::plain)
                    .filter(phrase -> !phrase.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    public OptOutPhrases(Agents agents, NotificationBus notifications) {
        this.agents = agents;
        this.words = new Snapshot<>(notifications, FAMILY, Map.of(), this::read);
    }

    /// Reads the phrases for the first time, once there are tables.
    public void load() {
        var _ = words.get();
    }

    private Map<Optional<UUID>, Words> read() {
        Map<Optional<UUID>, Words> read = new HashMap<>();
        for (Agent agent : agents.all()) {
            read.put(Optional.of(agent.id()), Words.of(agent));
            if (agent.isDefault()) {
                read.put(Optional.empty(), Words.of(agent));
            }
        }
        return Map.copyOf(read);
    }

    @Override
    public Meaning of(Optional<UUID> agent, String text) {
        Map<Optional<UUID>, Words> all = words.latest();
        Words own = all.getOrDefault(agent, all.get(Optional.<UUID>empty()));
        if (own == null || text.length() > LONGEST) {
            return Meaning.NOTHING;
        }
        String normalized = plain(text);
        if (own.stop().contains(normalized)) {
            return Meaning.STOP;
        }
        return own.resume().contains(normalized) ? Meaning.RESUME : Meaning.NOTHING;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{P}\\s]+", " ")
                .strip();
    }

    @Override
    public void close() {
        words.close();
    }
}
