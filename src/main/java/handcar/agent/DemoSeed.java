package handcar.agent;

import module java.base;

import handcar.agent.Agent.Example;
import handcar.db.Database;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;

/// Creates the first agent of an empty installation, which knows the product's documentation, so that the first question can
/// be "How do I connect WhatsApp?". The agent and the job that adds the documents are one transaction, so a start that is
/// killed in between is completed by the next.
public final class DemoSeed implements JobHandler {
    public static final String KIND = "guide";

    private final Database db;
    private final JobQueue jobs;
    private final Agents agents;
    private final PageStore pages;

    /// Stores the pages.
    public interface PageStore {
        /// Stores a page for an agent; the same page again changes nothing.
        void put(UUID agent, String title, String markdown);
    }

    public DemoSeed(Database db, JobQueue jobs, Agents agents, PageStore pages) {
        this.db = db;
        this.jobs = jobs;
        this.agents = agents;
        this.pages = pages;
    }

    /// Creates the agent if there is none at all; whether it did.
    public boolean seed() {
        return db.tx(
                tx -> {
                    boolean empty = agents.noneYet(tx);
                    if (empty) {
                        jobs.enqueue(tx, JobRequest.of(KIND).about(agents.create(tx, GUIDE).id()));
                    }
                    return empty;
                });
    }

    @Override
    public JobResult run(Job job) {
        UUID agent = UUID.fromString(job.subject().orElseThrow());
        BundledDocs.pages().forEach(page -> pages.put(agent, page.title(), page.text()));
        return new JobResult.Done();
    }

    private static final AgentInput GUIDE =
            new AgentInput(
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
                    AgentInput.STOP,
                    AgentInput.RESUME,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true);
}
