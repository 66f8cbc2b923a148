package handcar.agent;

import handcar.chat.OptOutMatcher;
import handcar.jobs.NotificationBus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The words by which a customer stops or resumes each agent, at hand in memory and read again when the bell `agents` says
/// that one changed. A message is such a phrase only as a whole; case, accents on their own and punctuation do not count.
public final class OptOutPhrases implements OptOutMatcher, AutoCloseable {
    /// The family of the bells that tell of a change.
    static final String FAMILY = "agents";

    /// Phrases are short; nobody searches a letter for one.
    private static final int LONGEST = 200;

    private static final Logger LOG = System.getLogger(OptOutPhrases.class.getName());

    private final Agents agents;
    private final NotificationBus.Subscription subscription;
    private volatile Map<Optional<UUID>, Words> known = Map.of();

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
        this.subscription =
                notifications.on(FAMILY, _ -> Thread.ofVirtual().name("phrases").start(this::read));
    }

    /// Reads them; once at the start, when there are tables.
    public synchronized void read() {
        try {
            Map<Optional<UUID>, Words> read = new HashMap<>();
            for (Agent agent : agents.all()) {
                read.put(Optional.of(agent.id()), Words.of(agent));
                if (agent.isDefault()) {
                    read.put(Optional.empty(), Words.of(agent));
                }
            }
            known = Map.copyOf(read);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The stop phrases cannot be read, the known ones stay", e);
        }
    }

    @Override
    public Meaning of(Optional<UUID> agent, String text) {
        Map<Optional<UUID>, Words> now = known;
        Words words = now.getOrDefault(agent, now.get(Optional.<UUID>empty()));
        if (words == null || text.length() > LONGEST) {
            return Meaning.NOTHING;
        }
        String said = plain(text);
        if (words.stop().contains(said)) {
            return Meaning.STOP;
        }
        return words.resume().contains(said) ? Meaning.RESUME : Meaning.NOTHING;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{P}\\s]+", " ")
                .strip();
    }

    @Override
    public void close() {
        subscription.stop();
    }
}
