package handcar.rag;

import module java.base;

import handcar.audit.AuditLog;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.http.MemoryBudget;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.problem.Problem;
import handcar.rag.extract.ExtractedText;
import handcar.rag.extract.FileType;
import handcar.rag.extract.UnreadableDocumentException;
import handcar.rag.search.SearchIndex;
import handcar.text.Language;
import handcar.text.TableLine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Reads a document, splits it into passages and indexes them. Each step stores its result, so a job that runs again after a
/// crash continues from there. The passages, the index and the end of the job are one transaction: a document is found whole
/// or not at all, and stays searchable as it was while it is indexed again.
public final class IngestJob implements JobHandler {
    public static final String KIND = "ingest";

    /// Two at once: a large file does not hold up a small one, and two large ones fit into a small process.
    public static final int CONCURRENCY = 2;

    /// Longer than the longest reading ([CpuLimitedParser]) and the longest indexing together.
    public static final Duration LEASE = Duration.ofMinutes(10);

    /// Passages in one statement: about 200 kB.
    private static final int BATCH = 200;

    /// Bytes. After a larger file the heap is returned to the system.
    private static final int LARGE = 1 << 20;

    /// How long a file waits for memory while other large files are read.
    private static final Duration WAITING = Duration.ofMinutes(1);

    private static final String BROKEN =
            "This document could not be worked on. Try \"index again\"; if that does not help, the"
                    + " server's log says why.";

    private static final Logger LOG = System.getLogger(IngestJob.class.getName());

    private final Database db;
    private final JobQueue jobs;
    private final SearchIndex index;
    private final WebPageFetcher fetch;
    private final MemoryBudget load;
    private final IngestStore store;
    private final DocumentVersions versions;

    public IngestJob(
            Database db,
            JobQueue jobs,
            SearchIndex index,
            WebPageFetcher fetch,
            MemoryBudget load,
            AuditLog audit) {
        this.load = load;
        this.versions = new DocumentVersions(jobs, audit);
        this.db = db;
        this.jobs = jobs;
        this.index = index;
        this.fetch = fetch;
        this.store = new IngestStore(db);
    }

    @Override
    public JobResult run(Job job) {
        UUID id = UUID.fromString(job.subject().orElseThrow());
        Optional<IngestStore.Raw> raw = store.begin(id);
        if (raw.isEmpty()) {
            return new JobResult.Done();
        }
        int size = raw.get().original().map(bytes -> bytes.length).orElse(0);
        boolean heavy = size > LARGE;
        try (MemoryBudget.Held _ = load.hold(size, WAITING)) {
            Language usual = store.usualLanguage(id);
            String text = text(raw.get(), usual);
            Language language = language(text, usual);
            db.runTx(tx -> index(tx, job, id, text, language));
            return new JobResult.Finished();
        } catch (UnreadableDocumentException e) {
            // a hostile file takes memory before it is refused
            heavy = true;
            db.runTx(tx -> failed(tx, job, id, e.sentence()));
            return new JobResult.Finished();
        } catch (Problem.Unavailable | WebPageFetcher.NotNowException e) {
            return new JobResult.TryLater(String.valueOf(e.getMessage()));
        } finally {
            if (heavy) {
                // the serial collector keeps what one large file made it take, and memory is billed
                // by the hour
                System.gc();
            }
        }
    }

    @Override
    public void gaveUp(Tx tx, Job job, String reason) {
        boolean ours = reason.endsWith(".") && !reason.contains("Exception");
        job.subject()
                .map(UUID::fromString)
                .ifPresent(id -> store.failed(tx, id, ours ? reason : BROKEN));
    }

    private String text(IngestStore.Raw raw, Language usual) {
        if (raw.original().isPresent()) {
            byte[] bytes = raw.original().get();
            return keep(
                    raw,
                    ExtractedText.read(bytes, raw.fileName(), raw.mediaType()),
                    bytes.length,
                    usual);
        }
        if (raw.source().equals("url")) {
            WebPageFetcher.Fetched page = fetch.get(raw.url().orElseThrow());
            return keep(
                    raw,
                    ExtractedText.read(page.bytes(), page.name(), page.mediaType()),
                    page.bytes().length,
                    usual);
        }
        ExtractedText read =
                store.read(raw.id(), kind(raw))
                        .filter(stored -> !stored.text().isBlank())
                        .orElseThrow(
                                () ->
                                        new UnreadableDocumentException(
                                                "The file is gone. Upload it again."));
        return keep(raw, read, 0, usual);
    }

    /// Sentences tell the language before tables, which may be full of names in another.
    private static Language language(String text, Language usual) {
        String sentences =
                text.lines()
                        .filter(
                                line ->
                                        TableLine.labelled(line).isEmpty()
                                                && TableLine.withBars(line).isEmpty())
                        .collect(Collectors.joining("\n"));
        Language written = Language.of(sentences, Language.OTHER);
        return written == Language.OTHER ? Language.of(text, usual) : Language.of(sentences, usual);
    }

    /// The kind it was read as; pasted text is plain text.
    private static FileType kind(IngestStore.Raw raw) {
        for (FileType kind : FileType.values()) {
            if (kind.mediaType().equals(raw.mediaType())) {
                return kind;
            }
        }
        return FileType.TEXT;
    }

    private String keep(IngestStore.Raw raw, ExtractedText content, long bytes, Language usual) {
        Language language = language(content.text(), usual);
        store.keepText(raw, content, title(raw, content), language, bytes);
        return content.text();
    }

    /// A page's own title is better than its address or file name. What office programs and PDF printers keep as a title
    /// is mostly left over from another document, so there the file name stays; so does what a person chose.
    private static String title(IngestStore.Raw raw, ExtractedText content) {
        boolean chosen =
                !raw.title().equals(NewDocument.titleOf(raw.fileName()))
                        && !raw.title().equals(raw.url().orElse(""));
        return switch (content.kind()) {
            case HTML, MARKDOWN -> chosen ? raw.title() : content.title().orElse(raw.title());
            case PDF, DOCX, XLSX, CSV, JSON, TEXT -> raw.title();
        };
    }

    private void index(Tx tx, Job job, UUID id, String text, Language language) {
        jobs.hold(tx, job);
        // before the document's own row: another version may be waiting for that one
        boolean newest = versions.hold(tx, id);
        store.hold(tx, id);
        if (newest) {
            List<DocumentVersions.Version> older = versions.older(tx, id);
            store.dropPassages(tx, id);
            Batch batch = new Batch(tx, id, Math.max(1, text.codePointCount(0, text.length())));
            PassageSplitter.split(text, language, batch::add);
            batch.write();
            index.add(tx, id);
            store.ready(tx, id, batch.count);
            versions.replace(tx, id, older);
        } else {
            versions.drop(tx, id);
        }
        jobs.finish(tx, job);
    }

    private void failed(Tx tx, Job job, UUID id, String sentence) {
        store.hold(tx, id);
        store.dropPassages(tx, id);
        store.failed(tx, id, sentence);
        jobs.finish(tx, job);
    }

    /// Saves the progress outside the long transaction, so that it is visible at once. The transaction never waits for it: if
    /// every connection were taken by such transactions, none would become free.
    private void saveProgress(UUID document, int progress) {
        Thread.ofVirtual()
                .name("progress " + document)
                .start(
                        () -> {
                            try {
                                store.progress(document, progress);
                            } catch (RuntimeException e) {
                                LOG.log(Level.DEBUG, "ingest.progress_not_saved", e);
                            }
                        });
    }

    /// Collects passages for the table; never more than [#BATCH] of them in memory.
    private final class Batch {
        private final Tx tx;
        private final UUID document;
        private final int length;
        private final List<Passage> waiting = new ArrayList<>(BATCH);
        private int count;

        private Batch(Tx tx, UUID document, int length) {
            this.tx = tx;
            this.document = document;
            this.length = length;
        }

        void add(Passage passage) {
            waiting.add(passage);
            if (waiting.size() == BATCH) {
                int done = (int) (50L * passage.end() / length);
                write();
                saveProgress(document, 40 + done);
            }
        }

        void write() {
            if (!waiting.isEmpty()) {
                store.addPassages(tx, document, waiting);
                count += waiting.size();
                waiting.clear();
            }
        }
    }
}
