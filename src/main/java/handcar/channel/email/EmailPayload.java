package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelCapabilities.Markup;
import handcar.channel.OutboundFile;
import handcar.channel.format.MessageFormatter;
import handcar.text.TextSanitizer;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.util.ByteArrayDataSource;

/// A message's Markdown as a mail (RFC 5322), as text and as HTML (RFC 2046).
///
/// @param id its `Message-ID`, without brackets
/// @param inReplyTo the identifier of the mail it replies to
/// @param references the header of that name
/// @param files carried along, as attachments
/// @param automatic whether no person wrote it
record EmailPayload(
        String id,
        InternetAddress from,
        InternetAddress to,
        String subject,
        Optional<String> inReplyTo,
        String references,
        String markdown,
        List<OutboundFile> files,
        Instant at,
        boolean automatic) {
    private static final String SUBJECT = "your message";

    /// In characters.
    private static final int LONGEST_SUBJECT = 500;

    MimeMessage message() throws MessagingException {
        MimeMessage mail = new MimeMessage(MailSession.forReading());
        mail.setContent(content());
        mail.saveChanges();
        mail.setSentDate(Date.from(at));
        mail.setFrom(from);
        mail.setRecipient(RecipientType.TO, to);
        mail.setSubject(subject, StandardCharsets.UTF_8.name());
        mail.setHeader("Message-ID", "<" + id + ">");
        if (inReplyTo.isPresent()) {
            setHeader(mail, "In-Reply-To", "<" + inReplyTo.get() + ">");
            setHeader(mail, "References", references);
        }
        if (automatic) {
            // other programs do not answer it (RFC 3834, 5)
            mail.setHeader("Auto-Submitted", "auto-replied");
        }
        // asks other programs not to send out-of-office replies
        mail.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
        return mail;
    }

    private MimeMultipart content() throws MessagingException {
        MimeMultipart text =
                new MimeMultipart(
                        "alternative", part("text/plain", text()), part("text/html", html()));
        if (files.isEmpty()) {
            return text;
        }
        MimeMultipart all = new MimeMultipart("mixed");
        MimeBodyPart first = new MimeBodyPart();
        first.setContent(text);
        all.addBodyPart(first);
        for (OutboundFile file : files) {
            all.addBodyPart(attachment(file));
        }
        return all;
    }

    /// Written to the server as it is read. Any name is encoded for programs that read ASCII alone (RFC 2231).
    private static MimeBodyPart attachment(OutboundFile file) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new FileSource(file)));
        part.setHeader("Content-Transfer-Encoding", "base64");
        ContentDisposition disposition = new ContentDisposition(Part.ATTACHMENT);
        disposition.setParameterList(new ParameterList());
        disposition.getParameterList().set("filename", file.name(), StandardCharsets.UTF_8.name());
        part.setHeader("Content-Disposition", disposition.toString());
        return part;
    }

    /// The mail library asks for the bytes, each time it writes them.
    private record FileSource(OutboundFile file) implements DataSource {
        @Override
        public InputStream getInputStream() throws IOException {
            return file.bytes().open();
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException("it is read only");
        }

        @Override
        public String getContentType() {
            return file.mimeType();
        }

        @Override
        public String getName() {
            return file.name();
        }
    }

    /// For programs that show text only.
    String text() {
        return MessageFormatter.inFull(markdown, Markup.PLAIN).strip() + "\n";
    }

    /// For all other programs: bold, italic, code and links are tags, lines stay, and everything else is escaped.
    String html() {
        return "<!doctype html>\n"
                   + "<html><head><meta charset=\"utf-8\"></head><body><div"
                   + " style=\"white-space:pre-wrap;font-family:sans-serif;font-size:14px;line-height:1.5\">"
                + MessageFormatter.inFull(markdown, Markup.TELEGRAM_HTML).strip()
                + "</div></body></html>\n";
    }

    /// Line ends in the value cannot begin another header.
    private static void setHeader(MimeMessage mail, String field, String value)
            throws MessagingException {
        String line = value.replaceAll("[\\r\\n\\x00]+", " ").strip();
        mail.setHeader(field, MimeUtility.fold(field.length() + 2, line));
    }

    private static MimeBodyPart part(String type, String content) throws MessagingException {
        try {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(
                    new DataHandler(new ByteArrayDataSource(content, type + "; charset=utf-8")));
            part.setHeader("Content-Transfer-Encoding", "quoted-printable");
            return part;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    /// The subject of a reply: one `Re:` instead of any number, in any language.
    static String answering(Optional<String> subject) {
        String rest =
                MailWords.bare(
                        subject.map(text -> text.replaceAll("[\\p{Cntrl}\\s]+", " ")).orElse(""));
        String cut = TextSanitizer.first(LONGEST_SUBJECT, rest);
        return "Re: " + (rest.isEmpty() ? SUBJECT : cut.equals(rest) ? rest : cut + "…");
    }
}
