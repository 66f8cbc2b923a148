package handcar.agent;

import module java.base;

import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Statement;
import handcar.db.Tx;
import handcar.http.JsonBody;
import handcar.jobs.NotificationBus;
import handcar.problem.Problem;
import handcar.rag.search.SearchScope;
import handcar.text.TextSanitizer;

/// The agents of this installation. Once the first was created there is always a default one.
public final class Agents {
    private final Database db;
    private final NotificationBus notifications;

    public Agents(Database db, NotificationBus notifications) {
        this.db = db;
        this.notifications = notifications;
    }

    /// All agents, the default one first.
    public List<Agent> all() {
        return db.named("agent.all").list(Agent::of);
    }

    /// The agent with this id; [Problem.NotFound] if there is none.
    public Agent get(UUID id) {
        return find(id).orElseThrow(Problem.notFound("agent"));
    }

    /// The agent with this slug or id.
    public Optional<Agent> find(String slugOrId) {
        // a path may hold anything, also what a database refuses (%00)
        Optional<Agent> bySlug =
                slugOrId.matches(AgentInput.SLUG) ? bySlug(db, slugOrId) : Optional.empty();
        return bySlug.isPresent() || slugOrId.length() != 36 ? bySlug : byId(slugOrId);
    }

    private static Optional<Agent> bySlug(Db db, String slug) {
        return db.named("agent.by-slug").with("slug", slug).first(Agent::of);
    }

    private Optional<Agent> find(UUID id) {
        return db.named("agent.by-id").with("id", id).first(Agent::of);
    }

    private Optional<Agent> byId(String text) {
        try {
            return find(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // as long as an id, but none
        }
    }

    /// The default agent, which answers when no other is named; empty while there is no agent.
    public Optional<Agent> findDefault() {
        return db.named("agent.default").first(Agent::of);
    }

    /// The agent that answers a conversation: its own, or the default one when that was deleted; [Problem.NotFound] while there is none.
    public Agent answering(Optional<UUID> id) {
        return findAnswering(id).orElseThrow(Problem.notFound("agent"));
    }

    /// The same; empty while there is no agent.
    Optional<Agent> findAnswering(Optional<UUID> id) {
        return findAnswering(db, id);
    }

    /// The same on the connection of a transaction; empty while there is no agent.
    Optional<Agent> findAnswering(Db on, Optional<UUID> id) {
        return id.flatMap(each -> on.named("agent.by-id").with("id", each).first(Agent::of))
                .or(() -> on.named("agent.default").first(Agent::of));
    }

    Agent create(Tx tx, Agent agent) {
        makeRoomForDefault(tx, agent);
        return stored(tx.named("agent.insert"), agent).orElseThrow(() -> taken(agent));
    }

    Agent change(Tx tx, Agent agent) {
        makeRoomForDefault(tx, agent);
        return stored(tx.named("agent.update"), agent).orElseThrow(() -> taken(agent));
    }

    /// Empty when another agent has the slug.
    private static Optional<Agent> stored(Statement statement, Agent agent) {
        return statement.with("agent", Jsonb.of(agent.row())).first(Agent::of);
    }

    private void makeRoomForDefault(Tx tx, Agent agent) {
        if (agent.isDefault()) {
            tx.named("agent.no-default").with("id", agent.id()).change();
        }
        ring(tx);
    }

    /// A copy under the next free slug. It is nobody's but staff's until somebody makes it public.
    Agent copy(Tx tx, Agent agent) {
        for (int n = 2; n < 100; n++) {
            String slug = AgentInput.slugOf(TextSanitizer.first(55, agent.slug()) + "-" + n);
            if (bySlug(tx, slug).isEmpty()) {
                Map<String, Object> copy = agent.row();
                copy.put("slug", slug);
                copy.put("name", TextSanitizer.first(190, agent.name()) + " " + n);
                copy.put("is_default", false);
                copy.put("public", false);
                copy.keySet().removeAll(List.of("id", "guide", "created_at", "updated_at"));
                return create(tx, AgentInput.create(JsonBody.of(copy)));
            }
        }
        throw new Problem.Conflict(
                "too_many_copies", "There are too many copies of this agent; rename some.");
    }

    Agent delete(Tx tx, Agent agent) {
        ring(tx);
        if (tx.named("agent.delete").with("id", agent.id()).change() == 0) {
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

    /// Whether there is no agent at all. Holds a lock until the transaction ends, so that only one replica creates the first.
    boolean noneYet(Tx tx) {
        tx.named("agent.seed-lock").list(_ -> true);
        return tx.named("agent.none-yet").only(row -> row.flag("none"));
    }

    /// What the agent with this slug or id answers from, or what all agents do; empty when there is no such agent.
    public Optional<SearchScope> knowledge(Optional<String> slugOrId) {
        if (slugOrId.isPresent()) {
            return find(slugOrId.get()).map(Agent::knowledge);
        }
        boolean guide = findDefault().filter(Agent::guide).isPresent();
        return Optional.of(guide ? SearchScope.guide() : SearchScope.everything());
    }

    /// Makes this agent the one that answers from the guide.
    void markGuide(Tx tx, UUID id) {
        tx.named("agent.mark-guide").with("id", id).change();
    }

    /// Makes the agent of the guide, if there is one, an ordinary agent without any words of its own.
    public void setGuideAside() {
        db.named("agent.set-guide-aside").list(_ -> true);
    }

    private static Problem taken(Agent agent) {
        return new Problem.Conflict(
                "slug_taken", "There is another agent with the slug \"" + agent.slug() + "\".");
    }
}
