package handcar.agent;

import module java.base;

import handcar.db.Db;
import handcar.db.Jsonb;

/// The rows of agents.
final class AgentStore {
    List<Agent> all(Db db) {
        return db.named("agent.all").list(Agent::of);
    }

    Optional<Agent> find(Db db, UUID id) {
        return db.named("agent.by-id").with("id", id).first(Agent::of);
    }

    Optional<Agent> find(Db db, String slug) {
        return db.named("agent.by-slug").with("slug", slug).first(Agent::of);
    }

    Optional<Agent> theDefault(Db db) {
        return db.named("agent.default").first(Agent::of);
    }

    /// Empty when the slug is taken.
    Optional<Agent> insert(Db db, Agent agent) {
        return db.named("agent.insert").with("agent", Jsonb.of(agent.json())).first(Agent::of);
    }

    /// Empty when another agent has the slug, or the agent was deleted.
    Optional<Agent> update(Db db, Agent agent) {
        return db.named("agent.update").with("agent", Jsonb.of(agent.json())).first(Agent::of);
    }

    void clearDefault(Db db, UUID but) {
        db.named("agent.no-default").with("id", but).change();
    }

    boolean delete(Db db, UUID id) {
        return db.named("agent.delete").with("id", id).change() > 0;
    }

    /// Whether there is no agent at all. Holds a lock until the transaction ends, so that only one replica creates the first.
    boolean noneYet(Db db) {
        db.named("agent.seed-lock").list(_ -> true);
        return db.named("agent.none-yet").only(row -> row.flag("none"));
    }
}
