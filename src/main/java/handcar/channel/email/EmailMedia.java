package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MediaFetcher;
import handcar.channel.MediaLocation;
import handcar.channel.MediaReference;
import handcar.channel.SenderContext;
import handcar.channel.email.ImapFolder.FolderMail;
import handcar.media.MediaLimits;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;

/// A file of a mail is a section of it, which is read from the mailbox.
record EmailMedia(SenderContext context) implements MediaFetcher {
    /// As [ImapFolder#reference] writes it.
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "imap:(.+);uidvalidity=(\\d{1,18})/;uid=(\\d{1,18})/;section=([\\d.]{1,100})");

    @Override
    public MediaLocation locate(ChannelAccount account, MediaReference file, MediaLimits limits) {
        Matcher address = REFERENCE.matcher(file.reference());
        Optional<MailServer> server = MailServer.imap(account);
        return address.matches() && server.isPresent()
                ? new MediaLocation.Streamed(() -> open(server.get(), address.toMatchResult()))
                : new MediaLocation.Refused("The mailbox is not connected any more.");
    }

    /// Closing the stream closes the mailbox.
    private Optional<InputStream> open(MailServer server, MatchResult address) throws IOException {
        try {
            ImapFolder box =
                    ImapFolder.open(
                            server, address.group(1), new MailSocketFactory(context.guard()));
            Optional<Part> part = Optional.empty();
            try {
                boolean same = Long.toString(box.validity()).equals(address.group(2));
                part =
                        same
                                ? section(
                                        box.with(List.of(Long.valueOf(address.group(3)))),
                                        address.group(4))
                                : part;
                return part.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new PartStream(stream(part.get()), box));
            } finally {
                if (part.isEmpty()) {
                    box.close();
                }
            }
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    /// The part of a mail with this number (RFC 9051, 6.4.5.1).
    private static Optional<Part> section(List<FolderMail> mail, String section)
            throws MessagingException, IOException {
        Optional<Part> part = mail.stream().map(found -> (Part) found.message()).findFirst();
        for (String number : section.split("\\.", -1)) {
            if (part.isEmpty() || !part.get().isMimeType("multipart/*")) {
                return part.filter(_ -> number.equals("1"));
            }
            Multipart parts = new MimeMultipart(part.get().getDataHandler().getDataSource());
            int index = Integer.parseInt(number) - 1;
            part =
                    index >= 0 && index < parts.getCount()
                            ? Optional.of(parts.getBodyPart(index))
                            : Optional.empty();
        }
        return part;
    }

    /// A mail inside another one is fetched as it is: the library would fetch the outer one.
    private static InputStream stream(Part part) throws MessagingException, IOException {
        return part instanceof MimeBodyPart body && body.isMimeType("message/rfc822")
                ? body.getRawInputStream()
                : part.getInputStream();
    }

    /// A part of a mail while its mailbox is open.
    private static final class PartStream extends FilterInputStream {
        private final ImapFolder box;

        PartStream(InputStream in, ImapFolder box) {
            super(in);
            this.box = box;
        }

        @Override
        public void close() throws IOException {
            try (ImapFolder _ = box) {
                super.close();
            } catch (MessagingException e) {
                throw new IOException(e);
            }
        }
    }
}
