package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.InboundIntake;
import handcar.channel.email.ImapFolder.FolderMail;
import handcar.channel.email.MailStore.Position;
import handcar.json.Json;
import handcar.problem.Problem;

import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Reads one mailbox once. Each mail is stored before it counts as read, and recognised if it was stored before.
final class MailboxPoll {
    /// A folder whose UIDVALIDITY changed is searched this far back beyond the last poll; known mails are skipped.
    private static final Duration OVERLAP = Duration.ofDays(1);

    /// How often the time of the last poll is stored, for folders whose UIDVALIDITY changes.
    private static final Duration POSITION_UPDATE = Duration.ofHours(1);

    /// Bytes that are parsed here of a mail whose structure the server describes wrongly.
    private static final int MOST_WHOLE = 5_000_000;

    /// Characters of a mail's text that are stored in the webhook log.
    private static final int KEPT_TEXT = 64_000;

    private static final Logger LOG = System.getLogger(MailboxPoll.class.getName());

    private final MailStore store;
    private final InboundIntake intake;
    private final ChannelAccount account;
    private final String folder;
    private final Instant end;

    MailboxPoll(MailStore store, InboundIntake intake, ChannelAccount account, Instant end) {
        this.store = store;
        this.intake = intake;
        this.account = account;
        this.folder = EmailSender.folder(account);
        this.end = end;
    }

    /// Reads new mails. Returns whether there are more than fit into one poll.
    boolean fetch(MailSocketFactory sockets) throws MessagingException, IOException {
        MailServer server = MailServer.imap(account).orElseThrow();
        try (ImapFolder box = ImapFolder.open(server, folder, sockets)) {
            long last = box.last();
            Optional<Position> read = store.position(account.id(), folder);
            if (read.isEmpty()) {
                // mails from before the account was connected are not answered
                remember(box, last);
                return false;
            }
            if (read.get().validity() != box.validity()) {
                receive(box, box.since(read.get().lookedAt().minus(OVERLAP)));
                remember(box, last);
                return false;
            }
            return fetch(box, read.get(), last);
        }
    }

    private boolean fetch(ImapFolder box, Position read, long last)
            throws MessagingException, IOException {
        long done = read.uid();
        while (done < last && Instant.now().isBefore(end)) {
            List<FolderMail> found = box.above(done, last);
            receive(box, found);
            done = found.isEmpty() ? last : found.getLast().uid();
            remember(box, done);
            box.markSeen(found);
        }
        if (read.lookedAt().plus(POSITION_UPDATE).isBefore(Instant.now())) {
            remember(box, done);
        }
        return done < last;
    }

    private void remember(ImapFolder box, long uid) throws MessagingException {
        store.remember(account.id(), folder, box.validity(), uid);
    }

    private void receive(ImapFolder box, List<FolderMail> found)
            throws MessagingException, IOException {
        for (FolderMail each : found) {
            ParsedMail mail = read(box, each);
            // not our own mails, which a rule filed or a list sent back
            if (!mail.from().equals(account.id().toLowerCase(Locale.ROOT))) {
                receive(mail);
            }
        }
    }

    private void receive(ParsedMail mail) {
        String thread = store.thread(account.id(), mail).orElse(mail.key());
        try {
            intake.receive(
                    account, mail.key(), body(mail), List.of(event(mail, thread, mail.fresh())));
        } catch (Problem.Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "mail.text_not_stored account=" + account, e);
            InboundEvent bare =
                    event(mail, thread, "[This mail could not be stored. Read it in the mailbox.]");
            intake.receive(account, mail.key(), "{}", List.of(bare));
        }
        store.keep(account.id(), mail, thread);
    }

    private ParsedMail read(ImapFolder box, FolderMail found)
            throws MessagingException, IOException {
        long validity = box.validity();
        MimeParts.PartAddress address =
                section -> ImapFolder.reference(folder, validity, found.uid(), section);
        try {
            return MimeParser.read(found.message(), address);
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (MessagingException | RuntimeException e) {
            LOG.log(Level.DEBUG, "mail.structure_wrong uid=" + found.uid(), e);
            return MimeParser.read(ImapFolder.whole(found.message(), MOST_WHOLE), address);
        }
    }

    private InboundEvent event(ParsedMail mail, String thread, String text) {
        if (mail.report().isPresent()) {
            return report(mail, mail.report().get());
        }
        if (mail.from().isEmpty()) {
            return new InboundEvent.IgnoredEvent("mail.nobody");
        }
        return new CustomerMessage(
                account.id(),
                thread,
                new Sender(
                        mail.from(),
                        mail.fromName(),
                        Optional.empty(),
                        Optional.of(mail.from()),
                        Map.of()),
                mail.key(),
                mail.at(),
                text,
                mail.attachments(),
                address(mail),
                mail.subject());
    }

    private InboundEvent report(ParsedMail mail, DeliveryReportParser report) {
        List<UUID> ours = store.known(account.id(), report.deliveries());
        if (ours.isEmpty() || report.state().isEmpty()) {
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
    private static Map<String, Object> address(ParsedMail mail) {
        Map<String, Object> address = new HashMap<>();
        address.put(EmailSender.TO, mail.replyTo());
        address.put(EmailSender.TO_NAME, mail.fromName().orElse(""));
        address.put(EmailSender.ANSWERS, mail.name());
        address.put(EmailSender.REFERENCES, mail.references());
        address.put("automatic", mail.automatic());
        return address;
    }

    private static String body(ParsedMail mail) {
        String text = mail.whole();
        Map<String, Object> body = new HashMap<>();
        body.put("message_id", mail.name());
        body.put("from", mail.from());
        body.put("reply_to", mail.replyTo());
        body.put("subject", mail.subject().orElse(null));
        body.put("references", mail.answered());
        body.put("automatic", mail.automatic());
        body.put("text", text.substring(0, Math.min(text.length(), KEPT_TEXT)));
        return Json.text(body);
    }
}
