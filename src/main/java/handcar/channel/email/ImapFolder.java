package handcar.channel.email;

import module java.base;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;

import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.util.ReadableMime;

/// An open folder on an IMAP server (RFC 9051). Reading does not mark a mail as seen.
final class ImapFolder implements AutoCloseable {
    private static final String CONNECT_TIMEOUT_MS = "5000";

    /// Long, because a search in a large folder takes time.
    private static final String READ_TIMEOUT_MS = "20000";

    /// UIDs in one request; unread mails have close UIDs.
    private static final long WINDOW = 500;

    /// Mails that are read before the position is stored.
    private static final int BATCH = 50;

    /// Bytes of a mail that is parsed here, because its server describes it wrongly or not at all.
    private static final int MOST_WHOLE = 5_000_000;

    private final IMAPStore store;
    private final IMAPFolder folder;
    private final MailServer server;

    /// A mail in the folder.
    record FolderMail(long uid, MimeMessage message) {
        /// Whether nobody has sent it yet.
        boolean isDraft() throws MessagingException {
            return message.isSet(Flags.Flag.DRAFT);
        }
    }

    private ImapFolder(IMAPStore store, IMAPFolder folder, MailServer server) {
        this.store = store;
        this.folder = folder;
        this.server = server;
    }

    static ImapFolder open(MailServer server, String name, MailSocketFactory sockets)
            throws MessagingException, IOException {
        sockets.guard().resolve(server.host());
        Map<String, String> settings =
                Map.of(
                        "ssl.enable",
                        Boolean.toString(server.isEncryptedAtOnce()),
                        "connectiontimeout",
                        CONNECT_TIMEOUT_MS,
                        "timeout",
                        READ_TIMEOUT_MS,
                        // only stored mails are marked as seen
                        "peek",
                        "true",
                        "connectionpoolsize",
                        "1");
        IMAPStore store = new IMAPStore(server.session(settings, sockets), null);
        store.connect(
                server.host(), server.port(), server.user().orElse(""), server.passwordText());
        try {
            IMAPFolder folder = (IMAPFolder) store.getFolder(name);
            folder.open(Folder.READ_WRITE);
            return new ImapFolder(store, folder, server);
        } catch (MessagingException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// The UIDVALIDITY: it changes when the folder gets new UIDs, and earlier UIDs mean nothing then.
    long validity() throws MessagingException {
        return folder.getUIDValidity();
    }

    /// The highest UID of a mail that the folder shows; 0 when it shows none. UIDNEXT tells less: a server gives a mail its UID before the
    /// mail can be read, and one that was counted as read then would never be.
    long last() throws MessagingException {
        int count = folder.getMessageCount();
        return count == 0 ? 0 : folder.getUID(folder.getMessage(count));
    }

    /// The next mails above a UID, in their order, at most a batch.
    List<FolderMail> above(long uid, long last) throws MessagingException {
        for (long from = uid + 1; from <= last; from += WINDOW) {
            long to = Math.min(last, from + WINDOW - 1);
            Message[] there = folder.getMessagesByUID(from, to);
            List<FolderMail> found =
                    found(Arrays.copyOf(there, Math.min(there.length, BATCH)), from);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /// The mails with these UIDs that are still there.
    List<FolderMail> with(List<Long> uids) throws MessagingException {
        long[] asked = uids.stream().mapToLong(Long::longValue).toArray();
        return asked.length == 0 ? List.of() : found(folder.getMessagesByUID(asked), 1);
    }

    /// The mails received since a day, for a folder with new UIDs.
    List<FolderMail> since(Instant day) throws MessagingException {
        return found(folder.search(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(day))), 1);
    }

    private List<FolderMail> found(Message[] messages, long least) throws MessagingException {
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.FLAGS);
        Message[] there =
                Arrays.stream(messages)
                        .filter(message -> message != null && !message.isExpunged())
                        .toArray(Message[]::new);
        folder.fetch(there, profile);
        List<FolderMail> found = new ArrayList<>();
        for (Message message : there) {
            long uid = folder.getUID(message);
            // "n:*" is answered with the last mail even when it is below n
            if (uid >= least && message instanceof MimeMessage mime) {
                found.add(new FolderMail(uid, mime));
            }
        }
        found.sort(Comparator.comparingLong(FolderMail::uid));
        return found;
    }

    /// Reads all headers of a mail at once, and when it was received; otherwise each is asked for with a request of its own. No other
    /// mail is asked for with it, because a server that cannot give one fails with all.
    void loadHeaders(MimeMessage message) throws MessagingException {
        Enumeration<Header> _ = message.getAllHeaders();
        FetchProfile profile = new FetchProfile();
        profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        folder.fetch(new Message[] {message}, profile);
    }

    /// Marks mails as seen for people who read the same folder.
    void markSeen(List<FolderMail> mails) throws MessagingException {
        if (!mails.isEmpty()) {
            Message[] messages = mails.stream().map(FolderMail::message).toArray(Message[]::new);
            folder.setFlags(messages, new Flags(Flags.Flag.SEEN), true);
        }
    }

    /// The address of a part of a mail (RFC 5092), without the user.
    static String reference(String folder, long validity, long uid, String section) {
        return "imap:%s;uidvalidity=%d/;uid=%d/;section=%s"
                .formatted(folder, validity, uid, section);
    }

    /// The mail's first bytes, parsed here instead of described by the server.
    static MimeMessage whole(MimeMessage message) throws MessagingException, IOException {
        if (!(message instanceof ReadableMime mime)) {
            return message;
        }
        try (InputStream in = mime.getMimeStream()) {
            byte[] bytes = in.readNBytes(MOST_WHOLE);
            if (bytes.length == 0) {
                throw new MessagingException("the mail server gave nothing of the mail");
            }
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
