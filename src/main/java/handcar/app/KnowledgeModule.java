package handcar.app;

import module java.base;

import handcar.agent.Agent;
import handcar.agent.Agents;
import handcar.http.MemoryBudget;
import handcar.jobs.JobSpec;
import handcar.llm.Embedder;
import handcar.llm.extractive.ExtractiveModel;
import handcar.llm.extractive.ExtractiveReply;
import handcar.rag.CitationVerifier;
import handcar.rag.DocumentRoutes;
import handcar.rag.Documents;
import handcar.rag.IngestJob;
import handcar.rag.ReindexJob;
import handcar.rag.Retriever;
import handcar.rag.SearchRoutes;
import handcar.rag.WebPageFetcher;
import handcar.rag.search.EmbeddingJob;
import handcar.rag.search.SearchIndex;
import handcar.rag.search.SearchScope;
import handcar.text.ReplyLanguage;

import io.helidon.webserver.http.HttpService;

/// The documents, the jobs that read them, and their search.
record KnowledgeModule(
        Infrastructure infra,
        Optional<Embedder> embedder,
        Retriever retriever,
        CitationVerifier citations,
        Documents documents,
        List<HttpService> routes,
        List<JobSpec> jobs)
        implements Module {
    /// Passages that the built-in model reads for an answer to a program.
    private static final int PASSAGES = 6;

    /// @param memory bounds the memory of files that are being read
    static KnowledgeModule of(
            Infrastructure infra,
            AuthModule auth,
            Optional<Embedder> embedder,
            Agents agents,
            MemoryBudget memory) {
        Retriever retriever = new Retriever(infra.db(), embedder);
        Documents documents = new Documents(infra.db(), infra.jobs(), auth.audit());
        return new KnowledgeModule(
                infra,
                embedder,
                retriever,
                new CitationVerifier(infra.db()),
                documents,
                List.of(
                        new DocumentRoutes(
                                auth.auth(), documents, name -> agents.find(name).map(Agent::id)),
                        new SearchRoutes(auth.auth(), retriever, agents::knowledge)),
                Stream.concat(
                                Stream.of(
                                        ingest(infra, auth, embedder.isPresent(), memory),
                                        reindexing(infra)),
                                embedder.map(model -> embedding(infra, model)).stream())
                        .toList());
    }

    private static JobSpec ingest(
            Infrastructure infra, AuthModule auth, boolean vectors, MemoryBudget memory) {
        // each keeps a connection while it writes, and one must be left for the customers
        int concurrency =
                Math.clamp(infra.config().storage().poolSize() - 1, 1, IngestJob.CONCURRENCY);
        IngestJob ingest =
                new IngestJob(
                        infra.db(),
                        infra.jobs(),
                        vectors ? new SearchIndex(infra.jobs()) : new SearchIndex(),
                        new WebPageFetcher(infra.outgoing()),
                        memory,
                        auth.audit());
        return JobSpec.of(IngestJob.KIND, concurrency, IngestJob.LEASE, ingest).whenMemoryAllows();
    }

    private static JobSpec reindexing(Infrastructure infra) {
        return JobSpec.of(ReindexJob.KIND, 1, ReindexJob.LEASE, new ReindexJob(infra.db()))
                .whenMemoryAllows();
    }

    private static JobSpec embedding(Infrastructure infra, Embedder model) {
        EmbeddingJob job = new EmbeddingJob(infra.db(), model);
        return JobSpec.of(EmbeddingJob.KIND, 1, EmbeddingJob.LEASE, job).whenMemoryAllows();
    }

    /// Enqueues what a new version or another model has to do to the passages that are there.
    @Override
    public void start() {
        if (new SearchIndex().outdated(infra.db()).isPresent()) {
            infra.db().runTx(tx -> infra.jobs().enqueue(tx, ReindexJob.job()));
        }
        if (embedder.isPresent()) {
            infra.db().runTx(tx -> infra.jobs().enqueue(tx, EmbeddingJob.job()));
        }
    }

    /// The built-in model's answer to a program: a quote from the documents of the default agent.
    ExtractiveReply quote(String question, Agents agents) {
        SearchScope scope =
                agents.findDefault().map(Agent::knowledge).orElseGet(SearchScope::everything);
        ExtractiveModel model = new ExtractiveModel();
        String language = ReplyLanguage.of(question, List.of(), List.of(), List.of());
        return model.smallTalk(question, language, false)
                .orElseGet(
                        () ->
                                model.reply(
                                        question,
                                        ExtractiveModel.Before.NOTHING,
                                        language,
                                        query ->
                                                retriever.find(query, scope, PASSAGES).evidence()));
    }
}
