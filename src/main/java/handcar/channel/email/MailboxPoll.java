package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundIntake;
import handcar.channel.email.ImapFolder.FolderMail;
import handcar.channel.email.MailReader.Read;
import handcar.channel.email.MailStore.Position;
import handcar.channel.email.MailWaits.WaitReason;
import handcar.problem.Problem;

import jakarta.mail.MessagingException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Reads one mailbox once. Each mail is stored before it counts as read, and recognised if it was stored before.
final class MailboxPoll {
    /// A folder whose UIDVALIDITY changed is searched this far back beyond the last poll; known mails are skipped.
    private static final Duration OVERLAP = Duration.ofDays(1);

    /// How often the time of the last poll is stored, for folders whose UIDVALIDITY changes.
    private static final Duration POSITION_UPDATE = Duration.ofHours(1);

    private static final Logger LOG = System.getLogger(MailboxPoll.class.getName());

    private final MailStore store;
    private final InboundIntake intake;
    private final ChannelAccount account;
    private final String folder;
    private final MailReader reader;
    private final MailWaits waits;
    private final Instant end;

    MailboxPoll(MailStore store, InboundIntake intake, ChannelAccount account, Instant end) {
        this.store = store;
        this.intake = intake;
        this.account = account;
        this.folder = EmailSender.folder(account);
        MailFailures failures = store.failures(account.id(), folder);
        this.reader = new MailReader(failures, EmailSender.addresses(account));
        this.waits = store.waits(account.id(), folder);
        this.end = end;
    }

    /// Reads new mails. Returns whether there are more than fit into one poll.
    boolean fetch(MailSocketFactory sockets) throws MessagingException, IOException {
        MailServer server = MailServer.imap(account).orElseThrow();
        Optional<Position> read = store.position(account.id(), folder); // begins before the look
        try (ImapFolder box = ImapFolder.open(server, folder, sockets)) {
            long last = box.last();
            if (read.isEmpty()) {
                // mails from before the account was connected are not answered
                remember(box, last);
                return false;
            }
            if (read.get().validity() != box.validity()) {
                List<FolderMail> found = box.since(read.get().lookedAt().minus(OVERLAP));
                receiveAgain(box, withoutDrafts(box.validity(), found));
                remember(box, last);
                return false;
            }
            receiveWaiting(box, read.get(), false);
            boolean more = fetch(box, read.get(), last);
            if (!more) {
                receiveWaiting(box, read.get(), true);
            }
            return more;
        }
    }

    /// The mails of a folder with new UIDs.
    private void receiveAgain(ImapFolder box, List<FolderMail> found) throws MessagingException {
        int done = 0;
        while (done < found.size()) {
            MailReader.Batch batch =
                    reader.read(box, box.validity(), found.subList(done, found.size()));
            receive(batch.mails(), List.of(), _ -> Optional.empty());
            if (batch.failure().isPresent()) {
                throw batch.failure().get();
            }
            done += batch.mails().size();
        }
    }

    private boolean fetch(ImapFolder box, Position read, long last) throws MessagingException {
        long validity = read.validity();
        long done = read.uid();
        while (done < last && Instant.now().isBefore(end)) {
            List<FolderMail> found = box.above(done, last);
            List<FolderMail> written = withoutDrafts(validity, found);
            MailReader.Batch batch = reader.read(box, validity, written);
            List<Read> answers = answers(box, validity, batch.mails());
            Map<Read, WaitReason> waiting = receive(batch.mails(), answers, this::waits);
            waiting.forEach(
                    (each, reason) ->
                            waits.add(
                                    validity,
                                    each.place().uid(),
                                    each.mail().answered().getFirst(),
                                    reason));
            List<FolderMail> places = batch.places();
            if (places.size() == written.size()) {
                done = found.isEmpty() ? last : found.getLast().uid();
            } else if (!places.isEmpty()) {
                done = places.getLast().uid();
            }
            store.remember(account.id(), folder, validity, done);
            if (batch.failure().isPresent()) {
                throw batch.failure().get();
            }
            places.removeAll(waiting.keySet().stream().map(Read::place).toList());
            box.markSeen(places);
        }
        if (read.lookedAt().plus(POSITION_UPDATE).isBefore(Instant.now())) {
            store.remember(account.id(), folder, validity, done);
        }
        return done < last;
    }

    /// Drafts wait until they are none.
    private List<FolderMail> withoutDrafts(long validity, List<FolderMail> found)
            throws MessagingException {
        List<FolderMail> written = new ArrayList<>();
        for (FolderMail each : found) {
            if (each.isDraft()) {
                waits.add(validity, each.uid(), "", WaitReason.DRAFT);
            } else {
                written.add(each);
            }
        }
        return written;
    }

    /// Receives the mails that have waited enough; `ended` when this look has read all that was there when it began.
    private void receiveWaiting(ImapFolder box, Position read, boolean ended)
            throws MessagingException {
        long validity = read.validity();
        List<Long> over = waits.over(validity, read.begun(), ended);
        List<FolderMail> there = box.with(over);
        Set<Long> moved = new TreeSet<>(over);
        List<FolderMail> found = new ArrayList<>();
        for (FolderMail each : there) {
            moved.remove(each.uid());
            if (!each.isDraft()) {
                found.add(each);
            }
        }
        for (long uid : moved) {
            LOG.log(Level.INFO, "mail.moved account=" + account + " uid=" + uid);
            waits.remove(validity, uid);
        }
        while (!found.isEmpty()) {
            MailReader.Batch batch = reader.read(box, validity, found);
            receive(batch.mails(), List.of(), _ -> Optional.empty());
            batch.places().forEach(place -> waits.remove(validity, place.uid()));
            if (batch.failure().isPresent()) {
                throw batch.failure().get();
            }
            box.markSeen(batch.places());
            found.removeAll(batch.places());
        }
    }

    private void remember(ImapFolder box, long uid) throws MessagingException {
        store.remember(account.id(), folder, box.validity(), uid);
    }

    /// The mails that wait for one of these.
    private List<Read> answers(ImapFolder box, long validity, List<Read> mails)
            throws MessagingException {
        List<String> names = mails.stream().map(each -> each.mail().name()).toList();
        List<FolderMail> found = box.with(waits.of(validity, names));
        MailReader.Batch batch = reader.read(box, validity, found);
        if (batch.failure().isPresent()) {
            throw batch.failure().get();
        }
        return batch.mails();
    }

    /// Returns those that wait.
    ///
    /// @param answers what came before and waits for one of them
    private Map<Read, WaitReason> receive(
            List<Read> mails,
            List<Read> answers,
            Function<ParsedMail, Optional<WaitReason>> waits) {
        List<ParsedMail> byStaff =
                Stream.concat(mails.stream(), answers.stream())
                        .map(Read::mail)
                        .filter(ParsedMail::isByStaff)
                        .toList();
        Map<Read, WaitReason> waiting = new LinkedHashMap<>();
        for (Read each : MailOrder.of(mails)) {
            Optional<WaitReason> wait = waits.apply(each.mail());
            wait.ifPresentOrElse(
                    reason -> waiting.put(each, reason), () -> receive(each.mail(), byStaff));
        }
        return waiting;
    }

    /// Why a mail waits: it answers a mail that is not here yet. A person of ours may have written first, and a copy of it may come with
    /// the next look; and where a person of ours writes to several or names nobody, only that mail tells whose conversation it is.
    private Optional<WaitReason> waits(ParsedMail mail) {
        boolean isPlaced =
                mail.unanswered().isPresent()
                        || mail.report().isPresent()
                        || mail.answered().isEmpty()
                        || (mail.isByStaff() && mail.recipients().outside().size() == 1);
        if (isPlaced || store.isKnown(account.id(), mail.answered().getFirst())) {
            return Optional.empty();
        }
        boolean isUnnamed = mail.isByStaff() && mail.recipients().outside().isEmpty();
        return Optional.of(isUnnamed ? WaitReason.UNNAMED : WaitReason.REPLY);
    }

    /// @param byStaff mails of ours at hand: those that answer it are told with it, so that nobody answers it between the two
    private void receive(ParsedMail mail, List<ParsedMail> byStaff) {
        if (store.isSent(account.id(), mail.name())) { // a list or a rule brought it back
            String body = mail.read(List.of()).record(mail);
            InboundEvent back = new InboundEvent.IgnoredEvent("mail.sent");
            intake.receive(account, mail.key(), body, List.of(back));
            return;
        }
        List<MailThread> threads = MailThread.of(store, account.id(), mail);
        String customer = threads.isEmpty() ? "" : threads.getFirst().customer();
        MailText text = mail.read(store.said(account.id(), customer));
        MailLoop loop = MailLoop.of(store, account.id(), mail, text.fresh());
        MailEvents events = new MailEvents(store, account, mail, text, loop);
        List<InboundEvent> answers = answers(mail, threads, text, byStaff);
        String body = text.record(mail);
        List<InboundEvent> told = events.in(threads);
        boolean isStored =
                isStored(mail, body, Stream.concat(told.stream(), answers.stream()).toList())
                        || (!answers.isEmpty() && isStored(mail, body, told));
        if (!isStored) {
            intake.receive(account, mail.key(), "{}", events.notice().in(threads));
        }
        for (MailThread thread : threads) {
            store.keep(account.id(), mail, thread, loop.isReflex());
        }
    }

    /// What persons of ours answered a customer's mail. They are received on their own, too, and known then.
    private List<InboundEvent> answers(
            ParsedMail mail, List<MailThread> threads, MailText text, List<ParsedMail> byStaff) {
        List<InboundEvent> answers = new ArrayList<>();
        for (ParsedMail each : byStaff) {
            boolean isAnswer =
                    each.answered().stream().findFirst().equals(Optional.of(mail.name()));
            if (isAnswer && !mail.isByStaff() && !threads.isEmpty()) {
                MailThread thread = threads.getFirst();
                SentTexts said =
                        store.said(
                                account.id(), thread.customer(), text.whole().orElse(text.fresh()));
                MailText answer = each.read(said);
                MailLoop loop = MailLoop.of(store, account.id(), each, answer.fresh());
                MailEvents events = new MailEvents(store, account, each, answer, loop);
                thread.answeredBy(each).ifPresent(in -> answers.addAll(events.in(List.of(in))));
            }
        }
        return answers;
    }

    private boolean isStored(ParsedMail mail, String body, List<InboundEvent> events) {
        try {
            intake.receive(account, mail.key(), body, events);
            return true;
        } catch (Problem.Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "mail.text_not_stored account=" + account, e);
            return false;
        }
    }
}
