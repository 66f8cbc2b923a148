package handcar;

import handcar.account.Audit;
import handcar.account.Door;
import handcar.channel.web.Excerpts;
import handcar.chat.Citation;
import handcar.gateway.Embedder;
import handcar.http.Load;
import handcar.rag.DocumentRoutes;
import handcar.rag.Documents;
import handcar.rag.Index;
import handcar.rag.Ingest;
import handcar.rag.Library;
import handcar.rag.PageFetch;
import handcar.rag.SearchRoutes;
import handcar.rag.Sources;
import handcar.rag.VectorEmbedding;

import io.helidon.webserver.http.HttpService;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// What the house has read: the documents, whoever reads them, and how a passage is found again.
final class Shelves {
    private final Ground ground;
    private final Optional<Embedder> embedder;
    private final Library library;
    private final Sources sources;
    private final Documents documents;

    Shelves(Ground ground, Optional<Embedder> embedder, Audit audit) {
        this.ground = ground;
        this.embedder = embedder;
        this.library = new Library(ground.db(), embedder);
        this.sources = new Sources(ground.db());
        this.documents = new Documents(ground.db(), ground.jobs(), audit);
    }

    Library library() {
        return library;
    }

    Sources sources() {
        return sources;
    }

    Documents documents() {
        return documents;
    }

    /// What stands around a quotation, if the passage still says what is quoted.
    Excerpts.Excerpt excerpt(Citation citation) {
        return sources.excerpt(citation.documentId(), citation.start(), citation.end())
                .filter(found -> found.quote().equals(citation.quote()))
                .map(found -> new Excerpts.Excerpt(found.before(), found.after()))
                .orElseGet(Excerpts.Excerpt::none);
    }

    /// @param agents an agent's id by its name
    List<HttpService> routes(Door door, Function<String, Optional<UUID>> agents) {
        return List.of(
                new DocumentRoutes(door, documents, agents::apply),
                new SearchRoutes(door, library, agents));
    }

    /// Whoever reads.
    ///
    /// @param load how much of the machine is taken
    void hire(Crew crew, Load load) {
        Index index = embedder.isPresent() ? new Index(ground.jobs()) : new Index();
        crew.patientSeat(
                Ingest.KIND,
                // each keeps a connection while it writes, and one must be left for the customers
                Math.clamp(ground.config().storage().poolSize() - 1, 1, Ingest.SEATS),
                Ingest.LEASE,
                new Ingest(
                        ground.db(), ground.jobs(), index, new PageFetch(ground.outgoing()), load));
        embedder.ifPresent(
                model ->
                        crew.patientSeat(
                                VectorEmbedding.KIND,
                                1,
                                VectorEmbedding.LEASE,
                                new VectorEmbedding(ground.db(), model)));
    }

    /// Before the workers begin: the model for vectors may be another one than at the last start.
    void resume() {
        if (embedder.isPresent()) {
            ground.db().tx(tx -> ground.jobs().enqueue(tx, VectorEmbedding.job()));
        }
    }
}
