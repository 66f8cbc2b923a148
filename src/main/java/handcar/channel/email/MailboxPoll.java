package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.InboundIntake;
import handcar.channel.email.ImapFolder.FolderMail;
import handcar.channel.email.MailPeople.OurAddresses;
import handcar.channel.email.MailStore.Position;
import handcar.chat.InboundDetails;
import handcar.chat.MessageLoop;
import handcar.chat.UnansweredReason;
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

    /// Characters of a mail's text that are stored in the webhook log.
    private static final int KEPT_TEXT = 64_000;

    private static final Logger LOG = System.getLogger(MailboxPoll.class.getName());

    private final MailStore store;
    private final InboundIntake intake;
    private final ChannelAccount account;
    private final String folder;
    private final OurAddresses ours;
    private final Instant end;

    MailboxPoll(MailStore store, InboundIntake intake, ChannelAccount account, Instant end) {
        this.store = store;
        this.intake = intake;
        this.account = account;
        this.folder = EmailSender.folder(account);
        this.ours = EmailSender.addresses(account);
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
            // not what this server sent and a list or a rule brought back
            List<UUID> delivery = MessageIds.delivery(mail.name()).stream().toList();
            if (store.known(account.id(), delivery).isEmpty()) {
                receive(mail);
            }
        }
    }

    private void receive(ParsedMail mail) {
        Optional<String> known = store.thread(account.id(), mail);
        String thread = known.orElse(mail.key());
        MailText text = mail.read(store.sent(account.id(), mail.people().outsider()));
        String body = body(mail, text);
        try {
            intake.receive(
                    account,
                    mail.key(),
                    body,
                    List.of(event(mail, thread, MailContent.text(mail, text), text)));
        } catch (Problem.Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "mail.text_not_stored account=" + account, e);
            String notice = "[This mail could not be stored. Read it in the mailbox.]";
            intake.receive(
                    account,
                    mail.key(),
                    "{}",
                    List.of(event(mail, thread, notice, new MailText(notice, Optional.empty()))));
        }
        store.keep(account.id(), mail, thread);
    }

    private ParsedMail read(ImapFolder box, FolderMail found)
            throws MessagingException, IOException {
        long validity = box.validity();
        MimeParts.PartAddress address =
                section -> ImapFolder.reference(folder, validity, found.uid(), section);
        try {
            ImapFolder.loadHeaders(found.message());
            return MimeParser.read(found.message(), ours, address);
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (MessagingException | RuntimeException e) {
            LOG.log(Level.DEBUG, "mail.structure_wrong uid=" + found.uid(), e);
            return MimeParser.read(ImapFolder.whole(found.message()), ours, address);
        }
    }

    private InboundEvent event(ParsedMail mail, String thread, String content, MailText text) {
        if (mail.report().isPresent()) {
            return report(mail, mail.report().get());
        }
        MailPeople people = mail.people();
        if (people.customer().isPresent() && mail.isByStaff()) {
            return byStaff(mail, people.customer().get(), thread, content);
        }
        if (people.sender().isEmpty() && !people.isForm()) {
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
                new InboundDetails(text.whole(), unanswered(mail, content)));
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

    private Optional<UnansweredReason> unanswered(ParsedMail mail, String content) {
        return Optional.of(UnansweredReason.NO_REPLY_ADDRESS)
                .filter(_ -> mail.people().sender().isEmpty())
                .or(mail::unanswered)
                .or(
                        () ->
                                Optional.of(UnansweredReason.LOOP)
                                        .filter(_ -> goesInCircles(mail, content)));
    }

    private boolean goesInCircles(ParsedMail mail, String content) {
        String sender = mail.people().sender();
        List<MessageLoop.Utterance> exchange =
                new ArrayList<>(store.exchange(account.id(), sender));
        exchange.add(new MessageLoop.Utterance(false, content));
        return MessageLoop.goesOn(content, store.lately(account.id(), sender))
                || MessageLoop.isAnsweredAlike(exchange);
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

    private static String body(ParsedMail mail, MailText text) {
        String whole = text.whole().orElse(text.fresh());
        Map<String, Object> body = new HashMap<>();
        body.put("message_id", mail.name());
        body.put("from", mail.from());
        body.put("reply_to", mail.people().replyTo());
        body.put("subject", mail.subject().orElse(null));
        body.put("references", mail.answered());
        body.put("unanswered", mail.unanswered().map(UnansweredReason::wire).orElse(null));
        body.put("text", whole.substring(0, Math.min(whole.length(), KEPT_TEXT)));
        return Json.text(body);
    }
}
