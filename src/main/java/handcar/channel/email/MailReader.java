package handcar.channel.email;

import module java.base;

import handcar.channel.email.ImapFolder.FolderMail;
import handcar.channel.email.MailPeople.OurAddresses;
import handcar.chat.UnansweredReason;

import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import jakarta.mail.internet.MimeMessage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Reads the mails of a folder. One that the server cannot give ends the reading and is the first of the next; when it fails again, a
/// notice stands in its place and the mails behind it come.
final class MailReader {
    private static final String NOTICE = "[This mail could not be read. Open it in the mailbox.]";

    /// Fields that tell how the body is written.
    private static final Pattern OF_BODY = Pattern.compile("(?is)^(?:Content-|MIME-Version).*");

    private static final Logger LOG = System.getLogger(MailReader.class.getName());

    private final MailFailures failures;
    private final OurAddresses ours;

    /// A mail that was read.
    record Read(FolderMail place, ParsedMail mail) {}

    /// The mails up to the first that could not be read.
    ///
    /// @param failure why that one could not
    record Batch(List<Read> mails, Optional<MessagingException> failure) {
        List<FolderMail> places() {
            return new ArrayList<>(mails.stream().map(Read::place).toList());
        }
    }

    MailReader(MailFailures failures, OurAddresses ours) {
        this.failures = failures;
        this.ours = ours;
    }

    Batch read(ImapFolder box, long validity, List<FolderMail> found) {
        List<Read> mails = new ArrayList<>();
        Set<Long> failed = failures.lately(validity);
        for (FolderMail each : found) {
            MimeParts.PartAddress address =
                    section ->
                            ImapFolder.reference(failures.folder(), validity, each.uid(), section);
            try {
                mails.add(new Read(each, parsed(box, each, address)));
                if (failed.contains(each.uid())) {
                    failures.remove(validity, each.uid());
                }
            } catch (MessagingException | IOException | RuntimeException e) {
                if (failures.add(validity, each.uid())) {
                    return new Batch(
                            mails,
                            Optional.of(
                                    new MessagingException(
                                            "The mail with the UID " + each.uid() + ": " + e, e)));
                }
                LOG.log(Level.WARNING, "mail.set_aside uid=" + each.uid(), e);
                mails.add(new Read(each, setAside(each, address)));
                return new Batch(mails, Optional.empty()); // the connection may be broken
            }
        }
        return new Batch(mails, Optional.empty());
    }

    private ParsedMail parsed(ImapFolder box, FolderMail found, MimeParts.PartAddress address)
            throws MessagingException, IOException {
        try {
            box.loadHeaders(found.message());
            ParsedMail mail = MimeParser.read(found.message(), ours, address);
            if (!isUndivided(mail, found.message())) {
                return mail;
            }
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (MessagingException | RuntimeException e) {
            LOG.log(Level.DEBUG, "mail.structure_wrong uid=" + found.uid(), e);
        }
        MimeMessage whole = ImapFolder.whole(found.message());
        ParsedMail mail = MimeParser.read(whole, ours, address);
        if (!isUndivided(mail, whole)) {
            return mail;
        }
        whole.setHeader("Content-Type", "text/plain");
        return MimeParser.read(whole, ours, address);
    }

    /// Whether it should have parts and does not tell where they begin.
    private static boolean isUndivided(ParsedMail mail, MimeMessage message)
            throws MessagingException {
        String type = MimeParser.header(message, "Content-Type").toLowerCase(Locale.ROOT).strip();
        return mail.text().isBlank()
                && mail.attachments().isEmpty()
                && type.startsWith("multipart/")
                && !type.contains("boundary");
    }

    /// Its head, as far as that was given, with a notice.
    private ParsedMail setAside(FolderMail found, MimeParts.PartAddress address) {
        String lines = headers(found.message()) + "\r\n" + NOTICE + "\r\n";
        try {
            return MimeParser.read(
                            new MimeMessage(
                                    MailSession.forReading(),
                                    new ByteArrayInputStream(
                                            lines.getBytes(StandardCharsets.ISO_8859_1))),
                            ours,
                            address)
                    .because(UnansweredReason.UNREADABLE, address.apply(""));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a text in memory is readable", e);
        }
    }

    private static String headers(MimeMessage message) {
        StringBuilder lines = new StringBuilder();
        try {
            for (String line : Collections.list(message.getAllHeaderLines())) {
                if (!OF_BODY.matcher(line).matches()) {
                    lines.append(line).append("\r\n");
                }
            }
        } catch (MessagingException | RuntimeException e) {
            LOG.log(Level.DEBUG, "mail.head_missing", e);
            return "";
        }
        return lines.toString();
    }
}
