package handcar.agent;

import module java.base;

import handcar.db.Database;
import handcar.db.Tx;
import handcar.http.JsonBody;
import handcar.jobs.NotificationBus;
import handcar.problem.Problem;

/// The agents of this installation. Once the first was created there is always a default one.
public final class Agents {
    private final Database db;
    private final NotificationBus notifications;
    private final AgentStore store = new AgentStore();

    public Agents(Database db, NotificationBus notifications) {
        this.db = db;
        this.notifications = notifications;
    }

    /// All agents, the default one first.
    public List<Agent> all() {
        return store.all(db);
    }

    /// The agent with this id; [Problem.NotFound] if there is none.
    public Agent get(UUID id) {
        return store.find(db, id).orElseThrow(Problem.notFound("agent"));
    }

    /// The agent with this slug or id.
    public Optional<Agent> find(String slugOrId) {
        // a path may hold anything, also what a database refuses (%00)
        Optional<Agent> bySlug =
                slugOrId.matches(AgentInput.SLUG) ? store.find(db, slugOrId) : Optional.empty();
        return bySlug.isPresent() || slugOrId.length() != 36 ? bySlug : byId(slugOrId);
    }

    private Optional<Agent> byId(String text) {
        try {
            return store.find(db, UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // as long as an id, but none
        }
    }

    /// The default agent, which answers when no other is named; empty while there is no agent.
    public Optional<Agent> findDefault() {
        return store.theDefault(db);
    }

    /// The default agent; [Problem.NotFound] while there is none.
    public Agent theDefault() {
        return findDefault().orElseThrow(Problem.notFound("agent"));
    }

    /// The agent that answers a conversation: its own, or the default one when that was deleted.
    public Agent answering(Optional<UUID> id) {
        return id.flatMap(known -> store.find(db, known)).orElseGet(this::theDefault);
    }

    Agent create(Tx tx, Agent agent) {
        makeRoomForDefault(tx, agent);
        return store.insert(tx, agent).orElseThrow(() -> taken(agent));
    }

    Agent change(Tx tx, Agent agent) {
        makeRoomForDefault(tx, agent);
        return store.update(tx, agent).orElseThrow(() -> taken(agent));
    }

    private void makeRoomForDefault(Tx tx, Agent agent) {
        if (agent.isDefault()) {
            store.clearDefault(tx, agent.id());
        }
        ring(tx);
    }

    /// A copy under the next free slug.
    Agent copy(Tx tx, Agent agent) {
        for (int n = 2; n < 100; n++) {
            String slug = AgentInput.slugOf(start(agent.slug(), 55) + "-" + n);
            if (store.find(tx, slug).isEmpty()) {
                Map<String, Object> copy = agent.json();
                copy.put("slug", slug);
                copy.put("name", start(agent.name(), 190) + " " + n);
                copy.put("is_default", false);
                return create(tx, AgentInput.create(JsonBody.of(copy)));
            }
        }
        throw new Problem.Conflict(
                "too_many_copies", "There are too many copies of this agent; rename some.");
    }

    private static String start(String text, int most) {
        int characters = Math.min(most, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, characters));
    }

    Agent delete(Tx tx, Agent agent) {
        ring(tx);
        if (!store.delete(tx, agent.id())) {
            throw new Problem.Conflict(
                    "default_agent",
                    "The default agent cannot be deleted; make another one the default first.");
        }
        return agent;
    }

    /// Whatever keeps data of agents in memory reads it again.
    private void ring(Tx tx) {
        notifications.ring(tx, OptOutPhrases.FAMILY + ":changed");
    }

    boolean noneYet(Tx tx) {
        return store.noneYet(tx);
    }

    private static Problem taken(Agent agent) {
        return new Problem.Conflict(
                "slug_taken", "There is another agent with the slug \"" + agent.slug() + "\".");
    }
}
