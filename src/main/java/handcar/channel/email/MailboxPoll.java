package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.InboundIntake;
import handcar.channel.email.ImapFolder.FolderMail;
import handcar.channel.email.MailReader.Read;
import handcar.channel.email.MailStore.Position;
import handcar.chat.InboundDetails;
import handcar.chat.UnansweredReason;
import handcar.problem.Problem;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

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
                receiveAgain(box, box.since(read.get().lookedAt().minus(OVERLAP)));
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
            receive(batch.mails(), _ -> false);
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
            MailReader.Batch batch = reader.read(box, validity, found);
            List<Read> waiting = receive(batch.mails(), this::waits);
            for (Read each : waiting) {
                waits.add(validity, each.place().uid(), each.mail().answered().getFirst());
            }
            List<FolderMail> places = batch.places();
            done = found.isEmpty() ? last : places.isEmpty() ? done : places.getLast().uid();
            store.remember(account.id(), folder, validity, done);
            if (batch.failure().isPresent()) {
                throw batch.failure().get();
            }
            places.removeAll(waiting.stream().map(Read::place).toList());
            box.markSeen(places);
        }
        if (read.lookedAt().plus(POSITION_UPDATE).isBefore(Instant.now())) {
            store.remember(account.id(), folder, validity, done);
        }
        return done < last;
    }

    /// Receives the mails that have waited enough; `ended` when this look has read all that was there when it began.
    private void receiveWaiting(ImapFolder box, Position read, boolean ended)
            throws MessagingException {
        long validity = read.validity();
        List<FolderMail> found = new ArrayList<>();
        for (long uid : waits.over(validity, read.begun(), ended)) {
            Optional<MimeMessage> mail = box.mail(uid);
            mail.ifPresent(there -> found.add(new FolderMail(uid, there)));
            if (mail.isEmpty()) {
                LOG.log(Level.INFO, "mail.moved account=" + account + " uid=" + uid);
                waits.remove(validity, uid);
            }
        }
        while (!found.isEmpty()) {
            MailReader.Batch batch = reader.read(box, validity, found);
            receive(batch.mails(), _ -> false);
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

    /// Returns those that wait.
    private List<Read> receive(List<Read> mails, Predicate<ParsedMail> waits) {
        List<Read> waiting = new ArrayList<>();
        for (Read each : MailOrder.of(mails)) {
            if (waits.test(each.mail())) {
                waiting.add(each);
            } else {
                receive(each.mail());
            }
        }
        return waiting;
    }

    /// Whether it answers a mail that is not here yet: a person of ours may have written first, and a copy of it may come with the
    /// next look.
    private boolean waits(ParsedMail mail) {
        return mail.unanswered().isEmpty()
                && !mail.isByStaff()
                && mail.report().isEmpty()
                && !mail.answered().isEmpty()
                && !store.isKnown(account.id(), mail.answered().getFirst());
    }

    private void receive(ParsedMail mail) {
        if (store.isSent(account.id(), mail.name())) { // a list or a rule brought it back
            String body = mail.read(List.of()).record(mail);
            InboundEvent back = new InboundEvent.IgnoredEvent("mail.sent");
            intake.receive(account, mail.key(), body, List.of(back));
            return;
        }
        String thread =
                store.thread(account.id(), mail)
                        .or(() -> store.threadOfPerson(account.id(), mail))
                        .orElse(mail.key());
        MailText text = mail.read(store.sent(account.id(), mail.people().outsider()));
        MailLoop loop = MailLoop.of(store, account.id(), mail);
        String body = text.record(mail);
        try {
            intake.receive(
                    account,
                    mail.key(),
                    body,
                    List.of(event(mail, thread, MailContent.text(mail, text), text, loop)));
        } catch (Problem.Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "mail.text_not_stored account=" + account, e);
            String notice = "[This mail could not be stored. Read it in the mailbox.]";
            intake.receive(
                    account,
                    mail.key(),
                    "{}",
                    List.of(
                            event(
                                    mail,
                                    thread,
                                    notice,
                                    new MailText(notice, Optional.empty()),
                                    loop)));
        }
        store.keep(account.id(), mail, thread, loop.isReflex());
    }

    private InboundEvent event(
            ParsedMail mail, String thread, String content, MailText text, MailLoop loop) {
        if (mail.report().isPresent()) {
            return report(mail, mail.report().get());
        }
        MailPeople people = mail.people();
        if (people.customer().isPresent() && mail.isByStaff()) {
            return byStaff(mail, people.customer().get(), thread, content);
        }
        if (people.sender().isEmpty() && !people.isForm() && !mail.isUnreadable()) {
            return new InboundEvent.IgnoredEvent(
                    people.from().isEmpty() ? "mail.nobody" : "mail.own");
        }
        return new CustomerMessage(
                account.id(),
                thread,
                new Sender(
                        people.sender().isEmpty() ? mail.key() : people.sender(),
                        people.name(),
                        Optional.empty(),
                        Optional.of(people.sender()).filter(address -> !address.isEmpty()),
                        Map.of()),
                mail.key(),
                mail.at(),
                content,
                MailContent.attachments(mail, text),
                address(mail, people.replyTo(), people.name()),
                mail.subject(),
                new InboundDetails(text.whole(), unanswered(mail, content, text, loop)));
    }

    /// A person of ours wrote to a customer by mail: the bot pauses.
    private InboundEvent byStaff(
            ParsedMail mail, MailPeople.Customer customer, String thread, String content) {
        return new InboundEvent.Echo(
                account.id(),
                thread,
                new Sender(
                        customer.address(),
                        customer.name(),
                        Optional.empty(),
                        Optional.of(customer.address()),
                        Map.of()),
                mail.key(),
                mail.at(),
                content,
                mail.attachments(),
                address(mail, customer.address(), customer.name()),
                Optional.of(EmailProvider.KIND + ": " + mail.from()),
                false);
    }

    private static Optional<UnansweredReason> unanswered(
            ParsedMail mail, String content, MailText text, MailLoop loop) {
        return Optional.of(UnansweredReason.NO_REPLY_ADDRESS)
                .filter(_ -> mail.people().sender().isEmpty() && !mail.isUnreadable())
                .or(mail::unanswered)
                .or(text::acknowledged)
                .or(() -> Optional.of(UnansweredReason.LOOP).filter(_ -> loop.goesOn(content)));
    }

    private InboundEvent report(ParsedMail mail, DeliveryReportParser report) {
        List<UUID> ours = store.known(account.id(), report.deliveries());
        if (report.state().isEmpty()) {
            return new InboundEvent.IgnoredEvent("mail.report_open");
        }
        if (ours.isEmpty()) {
            return new InboundEvent.IgnoredEvent("mail.report");
        }
        Receipt.State state = report.state().get();
        return new Receipt(
                account.id(),
                Optional.empty(),
                Optional.of(ours.getFirst()),
                state,
                state == Receipt.State.FAILED ? Optional.of(report.reason()) : Optional.empty(),
                mail.at());
    }

    /// The fields that a reply needs.
    private static Map<String, Object> address(ParsedMail mail, String to, Optional<String> name) {
        Map<String, Object> address = new HashMap<>();
        address.put(EmailSender.TO, to);
        address.put(EmailSender.TO_NAME, name.orElse(""));
        address.put(EmailSender.ANSWERS, mail.name());
        address.put(EmailSender.REFERENCES, mail.references());
        return address;
    }
}
