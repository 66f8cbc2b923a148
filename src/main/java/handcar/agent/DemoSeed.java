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
import handcar.rag.Documents;
import handcar.rag.NewDocument;

/// Creates the first agent of an empty installation, which answers from Handcar's own guide, so that the first question can be
/// "How do I connect WhatsApp?", and keeps the guide as this version of Handcar has it. The agent and the job that adds the
/// pages are one transaction, so a start that is killed in between is completed by the next.
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
              "greeting": "Hello! I know Handcar's documentation. Upload a document of yours in the admin page, and I answer \
            from that instead.",
              "suggestions": ["How do I connect WhatsApp?", "Which file types can I upload?", "How do I deploy to Railway?"],
              "is_default": true
            }
            """;

    private final Database db;
    private final JobQueue jobs;
    private final Agents agents;
    private final Documents documents;

    public DemoSeed(Database db, JobQueue jobs, Agents agents, Documents documents) {
        this.db = db;
        this.jobs = jobs;
        this.agents = agents;
        this.documents = documents;
    }

    /// Creates the agent if there is none at all; whether it did.
    public boolean seed() {
        return db.tx(
                tx -> {
                    boolean empty = agents.noneYet(tx);
                    if (empty) {
                        agents.markGuide(tx, agents.create(tx, agent()).id());
                        jobs.enqueue(tx, job());
                    }
                    return empty;
                });
    }

    /// Whether the guide is here as this version of Handcar has it; if not, asks for it.
    boolean isCurrent() {
        boolean current = documents.hasGuide(pages());
        if (!current) {
            db.runTx(tx -> jobs.enqueue(tx, job()));
        }
        return current;
    }

    @Override
    public JobResult run(Job job) {
        documents.keepGuide(pages());
        return new JobResult.Done();
    }

    private static JobRequest job() {
        return JobRequest.of(KIND).about("guide");
    }

    private static List<NewDocument> pages() {
        return BundledDocs.pages().stream()
                .map(page -> NewDocument.guide(page.title(), page.text()))
                .toList();
    }

    /// The agent that speaks for the guide.
    static Agent agent() {
        return AgentInput.create(JsonBody.of(Json.object(GUIDE)));
    }
}
