package handcar.app;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.channel.web.CitationExcerpts;
import handcar.chat.Citation;
import handcar.http.MemoryBudget;
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

/// What the house has read: the documents, whoever reads them, and how a passage is found again.
final class KnowledgeModule {
    private final Infrastructure ground;
    private final Optional<Embedder> embedder;
    private final Retriever library;
    private final CitationSources sources;
    private final Documents documents;

    KnowledgeModule(Infrastructure ground, Optional<Embedder> embedder, AuditLog audit) {
        this.ground = ground;
        this.embedder = embedder;
        this.library = new Retriever(ground.db(), embedder);
        this.sources = new CitationSources(ground.db());
        this.documents = new Documents(ground.db(), ground.jobs(), audit);
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

    /// What stands around a quotation, if the passage still says what is quoted.
    CitationExcerpts.Excerpt excerpt(Citation citation) {
        return sources.excerpt(citation.documentId(), citation.start(), citation.end())
                .filter(found -> found.quote().equals(citation.quote()))
                .map(found -> new CitationExcerpts.Excerpt(found.before(), found.after()))
                .orElseGet(CitationExcerpts.Excerpt::none);
    }

    /// @param agents an agent's id by its name
    List<HttpService> routes(Auth auth, Function<String, Optional<UUID>> agents) {
        return List.of(
                new DocumentRoutes(auth, documents, agents::apply),
                new SearchRoutes(auth, library, agents));
    }

    /// Whoever reads.
    ///
    /// @param load how much of the machine is taken
    void hire(Workers crew, MemoryBudget load) {
        SearchIndex index =
                embedder.isPresent() ? new SearchIndex(ground.jobs()) : new SearchIndex();
        crew.patientSeat(
                IngestJob.KIND,
                // each keeps a connection while it writes, and one must be left for the customers
                Math.clamp(ground.config().storage().poolSize() - 1, 1, IngestJob.SEATS),
                IngestJob.LEASE,
                new IngestJob(
                        ground.db(),
                        ground.jobs(),
                        index,
                        new WebPageFetcher(ground.outgoing()),
                        load));
        embedder.ifPresent(
                model ->
                        crew.patientSeat(
                                EmbeddingJob.KIND,
                                1,
                                EmbeddingJob.LEASE,
                                new EmbeddingJob(ground.db(), model)));
    }

    /// Before the workers begin: the model for vectors may be another one than at the last start.
    void resume() {
        if (embedder.isPresent()) {
            ground.db().tx(tx -> ground.jobs().enqueue(tx, EmbeddingJob.job()));
        }
    }
}
