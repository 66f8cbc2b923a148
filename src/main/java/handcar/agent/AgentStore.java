package handcar.agent;

import module java.base;

import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Statement;
import handcar.db.UuidV7;

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
    Optional<Agent> insert(Db db, AgentInput draft) {
        return filled(db.named("agent.insert"), UuidV7.next(), draft).first(Agent::of);
    }

    /// Empty when another agent has the slug, or the agent was deleted.
    Optional<Agent> update(Db db, UUID id, AgentInput draft) {
        return filled(db.named("agent.update"), id, draft).first(Agent::of);
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

    private static Statement filled(Statement statement, UUID id, AgentInput draft) {
        return statement
                .with("id", id)
                .with("slug", draft.slug())
                .with("name", draft.name())
                .with("company", draft.company())
                .with("persona", draft.persona())
                .with("goal", draft.goal())
                .with("rules", draft.rules().toArray(String[]::new))
                .with("tone", draft.tone())
                .with("languages", draft.languages().toArray(String[]::new))
                .with(
                        "examples",
                        Jsonb.of(draft.examples().stream().map(Agent.Example::json).toList()))
                .with("greeting", draft.greeting())
                .with("suggestions", draft.suggestions().toArray(String[]::new))
                .with("stop_phrases", draft.stopPhrases().toArray(String[]::new))
                .with("resume_phrases", draft.resumePhrases().toArray(String[]::new))
                .with("model", draft.model().orElse(null))
                .with("temperature", draft.temperature().orElse(null))
                .with("max_tokens", draft.maxTokens().orElse(null))
                .with("is_default", draft.isDefault());
    }
}
