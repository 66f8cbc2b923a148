package handcar.app;

import handcar.channel.web.CitationExcerpts;
import handcar.chat.Citation;
import handcar.http.MemoryBudget;
import handcar.jobs.JobSpec;
import handcar.llm.Embedder;
import handcar.rag.CitationSources;
import handcar.rag.DocumentRoutes;
import handcar.rag.Documents;
import handcar.rag.IngestJob;
import handcar.rag.Retriever;
import handcar.rag.SearchRoutes;
import handcar.rag.WebPageFetcher;
import handcar.rag.search.EmbeddingJob;
import handcar.rag.search.SearchIndex;

import io.helidon.webserver.http.HttpService;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// The documents, the jobs that read them, and how a passage is found again.
final class KnowledgeModule implements Module {
    private final Infrastructure ground;
    private final Optional<Embedder> embedder;
    private final Retriever library;
    private final CitationSources sources;
    private final Documents documents;
    private final List<HttpService> routes;
    private final List<JobSpec> jobs;

    /// @param agents an agent's id by its slug or id
    /// @param load the memory that files may take
    KnowledgeModule(
            Infrastructure ground,
            AuthModule entrance,
            Optional<Embedder> embedder,
            Function<String, Optional<UUID>> agents,
            MemoryBudget load) {
        this.ground = ground;
        this.embedder = embedder;
        this.library = new Retriever(ground.db(), embedder);
        this.sources = new CitationSources(ground.db());
        this.documents = new Documents(ground.db(), ground.jobs(), entrance.audit());
        this.routes =
                List.of(
                        new DocumentRoutes(entrance.door(), documents, agents::apply),
                        new SearchRoutes(entrance.door(), library, agents));
        this.jobs = Stream.concat(Stream.of(ingest(load)), embedding().stream()).toList();
    }

    private JobSpec ingest(MemoryBudget load) {
        SearchIndex index =
                embedder.isPresent() ? new SearchIndex(ground.jobs()) : new SearchIndex();
        // each keeps a connection while it writes, and one must be left for the customers
        int seats = Math.clamp(ground.config().storage().poolSize() - 1, 1, IngestJob.SEATS);
        IngestJob ingest =
                new IngestJob(
                        ground.db(),
                        ground.jobs(),
                        index,
                        new WebPageFetcher(ground.outgoing()),
                        load);
        return JobSpec.of(IngestJob.KIND, seats, IngestJob.LEASE, ingest).whenMemoryAllows();
    }

    private Optional<JobSpec> embedding() {
        return embedder.map(
                model ->
                        JobSpec.of(
                                        EmbeddingJob.KIND,
                                        1,
                                        EmbeddingJob.LEASE,
                                        new EmbeddingJob(ground.db(), model))
                                .whenMemoryAllows());
    }

    Retriever library() {
        return library;
    }

    CitationSources sources() {
        return sources;
    }

    Documents documents() {
        return documents;
    }

    /// The text around a quotation, if the passage still says what is quoted.
    CitationExcerpts.Excerpt excerpt(Citation citation) {
        return sources.excerpt(citation.documentId(), citation.start(), citation.end())
                .filter(found -> found.quote().equals(citation.quote()))
                .map(found -> new CitationExcerpts.Excerpt(found.before(), found.after()))
                .orElseGet(CitationExcerpts.Excerpt::none);
    }

    @Override
    public List<HttpService> routes() {
        return routes;
    }

    @Override
    public List<JobSpec> jobs() {
        return jobs;
    }

    /// The embedding model may be another one than at the last start.
    @Override
    public void start() {
        if (embedder.isPresent()) {
            ground.db().tx(tx -> ground.jobs().enqueue(tx, EmbeddingJob.job()));
        }
    }
}
