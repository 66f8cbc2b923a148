package handcar.agent;

import handcar.agent.Agent.Example;
import handcar.db.Database;
import handcar.db.Tx;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Gives an empty installation somebody to talk to: an agent that knows this product's own guide, so that the first
/// question can be "How do I connect WhatsApp?".
public final class Demo {
    private final Database db;
    private final Agents agents;
    private final Shelf shelf;

    /// Where the guide's pages go.
    public interface Shelf {
        /// Stores a page of the guide for one agent, as part of the transaction that makes the agent.
        void put(Tx tx, UUID agent, String title, String markdown);
    }

    public Demo(Database db, Agents agents, Shelf shelf) {
        this.db = db;
        this.agents = agents;
        this.shelf = shelf;
    }

    /// Plants the agent and its pages if there is no agent at all; the agent if it did.
    public Optional<UUID> plant() {
        return db.tx(tx -> agents.noneYet(tx) ? Optional.of(plant(tx)) : Optional.empty());
    }

    private UUID plant(Tx tx) {
        Agent agent = agents.create(tx, GUIDE);
        Guide.pages().forEach(page -> shelf.put(tx, agent.id(), page.title(), page.text()));
        return agent.id();
    }

    private static final AgentDraft GUIDE =
            new AgentDraft(
                    "guide",
                    "Handcar guide",
                    "Handcar",
                    "You know Handcar's own documentation.",
                    "Help people to set Handcar up and to use it.",
                    List.of(),
                    "friendly and short",
                    List.of(),
                    List.<Example>of(),
                    "Hello! I know Handcar's documentation. Upload a document of yours in the admin"
                            + " page and I answer from it as well.",
                    List.of(
                            "How do I connect WhatsApp?",
                            "Which file types can I upload?",
                            "How do I deploy to Railway?"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true);
}
