package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.InboundIntake;
import handcar.channel.email.ImapFolder.Found;
import handcar.channel.email.MailStore.Mark;
import handcar.json.Json;
import handcar.problem.Problem;

import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Reads one mailbox once. Each mail is stored before it counts as read, and recognised when it was stored before.
final class MailboxPoll {
    /// A folder whose UIDVALIDITY changed is searched this far back beyond the last poll; known mails are skipped.
    private static final Duration OVERLAP = Duration.ofDays(1);

    /// How often the time of the last poll is stored, for folders whose UIDVALIDITY changes.
    private static final Duration NOTED = Duration.ofHours(1);

    /// Of a mail whose structure the server describes wrongly so many bytes are parsed here.
    private static final int MOST_WHOLE = 5_000_000;

    /// Characters of a mail that are stored in the webhook log.
    private static final int KEPT_TEXT = 64_000;

    private static final Logger LOG = System.getLogger(MailboxPoll.class.getName());

    private final MailStore store;
    private final InboundIntake inward;
    private final ChannelAccount account;
    private final String folder;
    private final Instant end;

    MailboxPoll(MailStore store, InboundIntake inward, ChannelAccount account, Instant end) {
        this.store = store;
        this.inward = inward;
        this.account = account;
        this.folder = EmailSender.folder(account);
        this.end = end;
    }

    /// Reads new mails; whether there are more than fit into one poll.
    boolean fetch(MailSocketFactory way) throws MessagingException, IOException {
        MailServer server = MailServer.imap(account).orElseThrow();
        try (ImapFolder box = ImapFolder.open(server, folder, way)) {
            long last = box.last();
            Optional<Mark> mark = store.mark(account.id(), folder);
            if (mark.isEmpty()) {
                // old mails are not answered
                remember(box, last);
                return false;
            }
            if (mark.get().validity() != box.validity()) {
                take(box, box.since(mark.get().lookedAt().minus(OVERLAP)));
                remember(box, last);
                return false;
            }
            return fetch(box, mark.get(), last);
        }
    }

    private boolean fetch(ImapFolder box, Mark mark, long last)
            throws MessagingException, IOException {
        long done = mark.uid();
        while (done < last && Instant.now().isBefore(end)) {
            List<Found> found = box.above(done, last);
            take(box, found);
            done = found.isEmpty() ? last : found.getLast().uid();
            remember(box, done);
            box.markSeen(found);
        }
        if (mark.lookedAt().plus(NOTED).isBefore(Instant.now())) {
            remember(box, done);
        }
        return done < last;
    }

    private void remember(ImapFolder box, long uid) throws MessagingException {
        store.remember(account.id(), folder, box.validity(), uid);
    }

    private void take(ImapFolder box, List<Found> found) throws MessagingException, IOException {
        for (Found each : found) {
            ParsedMail mail = read(box, each);
            // our own mails: filed by a rule, or sent to a list that we read
            if (!mail.from().equals(account.id().toLowerCase(Locale.ROOT))) {
                take(mail);
            }
        }
    }

    private void take(ParsedMail mail) {
        String thread = store.thread(account.id(), mail).orElse(mail.key());
        try {
            inward.receive(
                    account, mail.key(), body(mail), List.of(news(mail, thread, mail.fresh())));
        } catch (Problem.Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "mail.text_not_stored account=" + account, e);
            InboundEvent bare =
                    news(mail, thread, "[This mail could not be kept. Read it in the mailbox.]");
            inward.receive(account, mail.key(), "{}", List.of(bare));
        }
        store.keep(account.id(), mail, thread);
    }

    private ParsedMail read(ImapFolder box, Found found) throws MessagingException, IOException {
        long validity = box.validity();
        MimeParts.Place place =
                section -> ImapFolder.reference(folder, validity, found.uid(), section);
        try {
            return MimeParser.read(found.message(), place);
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (MessagingException | RuntimeException e) {
            LOG.log(Level.DEBUG, "mail.structure_wrong uid=" + found.uid(), e);
            return MimeParser.read(ImapFolder.whole(found.message(), MOST_WHOLE), place);
        }
    }

    private InboundEvent news(ParsedMail mail, String thread, String text) {
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

    /// What a reply must contain.
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
