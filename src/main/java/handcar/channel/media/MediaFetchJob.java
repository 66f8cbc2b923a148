package handcar.channel.media;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.ContactCard;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.MediaFetcher;
import handcar.channel.MediaLocation;
import handcar.channel.MediaReference;
import handcar.chat.MessageFiles;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.media.MediaFile;
import handcar.media.StoredBytes;
import handcar.net.HttpClient;
import handcar.text.TextSanitizer;

/// Fetches a file from its provider. The bytes are written before the transaction that names them and ends the job: a run that
/// dies leaves bytes that belong to nobody, and the next run fetches them again.
public final class MediaFetchJob implements JobHandler {
    /// Each holds one piece of a file in memory.
    private static final int CONCURRENCY = 4;

    /// A provider knows a message at the latest after the waits between so many tries, about 15 s.
    private static final int EARLY_TRIES = 4;

    private static final Set<String> CARDS = Set.of("text/vcard", "text/x-vcard", "text/directory");

    /// With a picture in it.
    private static final long LARGEST_CARD = 1_000_000;

    /// Longer than asking for the place and the slowest download.
    private static final Duration LEASE = Duration.ofMinutes(4);

    private final Database db;
    private final JobQueue jobs;
    private final ChannelAccounts accounts;
    private final Map<String, MediaFetcher> fetchers;
    private final MessageFiles files;
    private final MediaDownload download;

    /// @param fetchers by the kinds of channels
    public MediaFetchJob(
            Database db,
            JobQueue jobs,
            ChannelAccounts accounts,
            Map<String, MediaFetcher> fetchers,
            MessageFiles files,
            HttpClient outgoing) {
        this.db = db;
        this.jobs = jobs;
        this.accounts = accounts;
        this.fetchers = Map.copyOf(fetchers);
        this.files = files;
        this.download = new MediaDownload(outgoing, files.store());
    }

    public JobSpec spec() {
        return JobSpec.of(MessageFiles.FETCH, CONCURRENCY, LEASE, this).whenMemoryAllows();
    }

    @Override
    public JobResult run(Job job) {
        Optional<MediaFile> file = file(job);
        if (file.filter(found -> found.state() == MediaFile.State.WAITING).isEmpty()) {
            file.ifPresent(found -> db.runTx(tx -> files.voiceNotes().settled(tx, found)));
            return new JobResult.Done();
        }
        return switch (download.of(locate(file.get()), file.get().mimeType())) {
            case MediaDownload.Fetched(StoredBytes bytes) -> keep(job, file.get(), bytes);
            case MediaDownload.Oversized(Optional<Long> size) ->
                    giveUp(
                            job,
                            file.get(),
                            MediaFile.State.TOO_LARGE,
                            files.store().limits().sentence(),
                            size);
            case MediaDownload.Missing(String reason) ->
                    giveUp(job, file.get(), MediaFile.State.FAILED, reason, Optional.empty());
            case MediaDownload.Early(String reason) ->
                    job.attempt() < EARLY_TRIES
                            ? new JobResult.TryLater(reason)
                            : giveUp(
                                    job,
                                    file.get(),
                                    MediaFile.State.FAILED,
                                    reason,
                                    Optional.empty());
            case MediaDownload.Delayed(String reason, Optional<Duration> after) ->
                    new JobResult.TryLater(reason, after);
        };
    }

    private MediaLocation locate(MediaFile file) {
        Optional<MediaReference> reference = MediaReference.of(file.source());
        Optional<MediaFetcher> fetcher =
                reference.flatMap(known -> Optional.ofNullable(fetchers.get(known.channel())));
        if (reference.isEmpty() || fetcher.isEmpty()) {
            return new MediaLocation.Refused("No provider has this file.");
        }
        MediaReference known = reference.get();
        Optional<ChannelAccount> account =
                accounts.forSending(known.channel(), known.binding(), known.account());
        return account.isEmpty()
                ? new MediaLocation.Refused("The account is not connected any more.")
                : fetcher.get().locate(account.get(), known, files.store().limits());
    }

    private JobResult keep(Job job, MediaFile file, StoredBytes bytes) {
        Optional<Attachment> card = card(file, bytes);
        boolean kept =
                db.tx(
                        tx -> {
                            boolean needed = files.keep(tx, file, bytes);
                            if (needed) {
                                card.ifPresent(found -> tell(tx, file, found));
                            }
                            jobs.finish(tx, job);
                            return needed;
                        });
        if (!kept) {
            files.store().discard(bytes);
        }
        return new JobResult.Finished();
    }

    /// What a contact's card holds; empty when it is none.
    private Optional<Attachment> card(MediaFile file, StoredBytes bytes) {
        boolean isCard =
                CARDS.contains(bytes.type().mimeType())
                        || file.name()
                                .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".vcf"))
                                .isPresent();
        if (!isCard || bytes.size() > LARGEST_CARD) {
            return Optional.empty();
        }
        try (InputStream in = files.store().open(bytes)) {
            String vcard = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(ContactCard.of(vcard).attachment())
                    .filter(found -> found.name().or(found::caption).isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(Tx tx, MediaFile file, Attachment card) {
        Map<String, Object> facts = new HashMap<>();
        card.name().map(TextSanitizer::name).ifPresent(name -> facts.put("name", name));
        card.caption().map(TextSanitizer::cleaned).ifPresent(all -> facts.put("caption", all));
        files.tellCard(
                tx,
                file,
                facts,
                Stream.of(card.name(), card.caption())
                        .flatMap(Optional::stream)
                        .map(TextSanitizer::cleaned)
                        .collect(Collectors.joining(", ")));
    }

    private JobResult giveUp(
            Job job, MediaFile file, MediaFile.State state, String reason, Optional<Long> size) {
        db.runTx(
                tx -> {
                    files.giveUp(tx, file, state, reason, size);
                    jobs.finish(tx, job);
                });
        return new JobResult.Finished();
    }

    @Override
    public void gaveUp(Tx tx, Job job, String reason) {
        file(job).ifPresent(file -> files.exhausted(tx, file, reason));
    }

    private Optional<MediaFile> file(Job job) {
        return files.of(UUID.fromString(job.payload().text("media_id").orElseThrow()));
    }
}
