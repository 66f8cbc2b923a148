package handcar.agent;

import module java.base;

import handcar.db.Database;
import handcar.http.JsonBody;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.json.Json;

/// Creates the first agent of an empty installation, which knows the product's documentation, so that the first question can
/// be "How do I connect WhatsApp?". The agent and the job that adds the documents are one transaction, so a start that is
/// killed in between is completed by the next.
public final class DemoSeed implements JobHandler {
    public static final String KIND = "guide";

    private static final String GUIDE =
            """
            {
              "slug": "guide",
              "name": "Handcar guide",
              "company": "Handcar",
              "persona": "You know Handcar's own documentation.",
              "goal": "Help people to set Handcar up and to use it.",
              "tone": "friendly and short",
              "greeting": "Hello! I know Handcar's documentation. Upload a document of yours in the admin page and I \
            answer from it as well.",
              "suggestions": ["How do I connect WhatsApp?", "Which file types can I upload?", "How do I deploy to Railway?"],
              "is_default": true
            }
            """;

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
                        jobs.enqueue(
                                tx, JobRequest.of(KIND).about(agents.create(tx, guide()).id()));
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

    private static Agent guide() {
        return AgentInput.create(JsonBody.of(Json.object(GUIDE)));
    }
}
