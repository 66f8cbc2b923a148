package handcar.channel.email;

import module java.base;

import handcar.config.Secret;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;

import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.util.ReadableMime;

/// An open folder on an IMAP server (RFC 9051). Reading changes nothing in it.
final class ImapFolder implements AutoCloseable {
    private static final String CONNECTING_MS = "5000";

    /// A search in a large folder takes long.
    private static final String SILENCE_MS = "20000";

    /// UIDs in one request; unread mails have close UIDs.
    private static final long WINDOW = 500;

    /// Mails between two stored positions.
    private static final int FEW = 50;

    private final IMAPStore store;
    private final IMAPFolder folder;
    private final MailServer server;

    /// A mail in the folder.
    record Found(long uid, MimeMessage message) {}

    private ImapFolder(IMAPStore store, IMAPFolder folder, MailServer server) {
        this.store = store;
        this.folder = folder;
        this.server = server;
    }

    static ImapFolder open(MailServer server, String name, MailSocketFactory way)
            throws MessagingException, IOException {
        way.guard().resolve(server.host());
        Properties properties = server.properties("imap");
        properties.setProperty("mail.imap.ssl.enable", Boolean.toString(server.encryptedAtOnce()));
        properties.setProperty("mail.imap.connectiontimeout", CONNECTING_MS);
        properties.setProperty("mail.imap.timeout", SILENCE_MS);
        // reading must not mark a mail as seen: only stored mails are
        properties.setProperty("mail.imap.peek", "true");
        properties.setProperty("mail.imap.connectionpoolsize", "1");
        IMAPStore store = new IMAPStore(MailSession.with(server, properties, "imap", way), null);
        store.connect(
                server.host(),
                server.port(),
                server.user().orElse(""),
                server.password().map(Secret::reveal).orElse(""));
        try {
            IMAPFolder folder = (IMAPFolder) store.getFolder(name);
            folder.open(Folder.READ_WRITE);
            return new ImapFolder(store, folder, server);
        } catch (MessagingException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// It changes when the folder gets new UIDs; then earlier UIDs mean nothing.
    long validity() throws MessagingException {
        return folder.getUIDValidity();
    }

    /// The highest UID so far, 0 in a folder that never had a mail.
    long last() throws MessagingException {
        long next = folder.getUIDNext();
        if (next > 0) {
            return next - 1;
        }
        int count = folder.getMessageCount();
        return count == 0 ? 0 : folder.getUID(folder.getMessage(count));
    }

    /// The next few mails above a UID, in their order.
    List<Found> above(long uid, long last) throws MessagingException {
        for (long from = uid + 1; from <= last; from += WINDOW) {
            long to = Math.min(last, from + WINDOW - 1);
            Message[] there = folder.getMessagesByUID(from, to);
            List<Found> found = found(Arrays.copyOf(there, Math.min(there.length, FEW)), from);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /// Mails since a day, for a folder with new UIDs.
    List<Found> since(Instant day) throws MessagingException {
        return found(folder.search(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(day))), 1);
    }

    private List<Found> found(Message[] messages, long least) throws MessagingException {
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        Message[] there =
                Arrays.stream(messages)
                        .filter(message -> message != null && !message.isExpunged())
                        .toArray(Message[]::new);
        folder.fetch(there, profile);
        List<Found> found = new ArrayList<>();
        for (Message message : there) {
            long uid = folder.getUID(message);
            // "n:*" is answered with the last mail even when it is below n
            if (uid >= least && message instanceof MimeMessage mime) {
                found.add(new Found(uid, mime));
            }
        }
        found.sort(Comparator.comparingLong(Found::uid));
        return found;
    }

    /// Marks mails as seen for people who read the same folder.
    void markSeen(List<Found> mails) throws MessagingException {
        if (!mails.isEmpty()) {
            Message[] messages = mails.stream().map(Found::message).toArray(Message[]::new);
            folder.setFlags(messages, new Flags(Flags.Flag.SEEN), true);
        }
    }

    /// The address of a part of a mail (RFC 5092), without the user.
    static String reference(String folder, long validity, long uid, String section) {
        return "imap:"
                + folder
                + ";uidvalidity="
                + validity
                + "/;uid="
                + uid
                + "/;section="
                + section;
    }

    /// The first bytes of a mail, parsed here and not by the server.
    static MimeMessage whole(MimeMessage message, int most) throws MessagingException, IOException {
        if (!(message instanceof ReadableMime mime)) {
            return message;
        }
        try (InputStream in = mime.getMimeStream()) {
            byte[] bytes = in.readNBytes(most);
            return new MimeMessage(MailSession.forReading(), new ByteArrayInputStream(bytes));
        }
    }

    String described() throws MessagingException {
        return folder.getMessageCount() + " mails in " + folder.getFullName() + " at " + server;
    }

    @Override
    public void close() throws MessagingException {
        try {
            folder.close(false);
        } finally {
            store.close();
        }
    }
}
