package handcar.channel.email;

import module java.base;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;

/// Sessions of the mail library, which is lenient in reading: no mail may be lost over a wrong comma.
final class MailSession {
    static {
        // the library reads these once, from the JVM's properties only
        Map.of(
                        "mail.mime.decodetext.strict", "false",
                        "mail.mime.decodefilename", "true",
                        "mail.mime.base64.ignoreerrors", "true",
                        "mail.mime.uudecode.ignoreerrors", "true",
                        "mail.mime.ignoreunknownencoding", "true",
                        "mail.mime.parameters.strict", "false",
                        "mail.mime.multipart.allowempty", "true",
                        "mail.mime.multipart.ignoreexistingboundaryparameter", "false",
                        "mail.mime.applefilenames", "true")
                .forEach(System::setProperty);
    }

    private MailSession() {}

    /// Without a server, to parse mails.
    static Session forReading() {
        return Session.getInstance(new Properties());
    }

    /// A session with one server.
    static Session with(
            MailServer server, Properties properties, String prefix, MailSocketFactory way) {
        way.trust()
                .ifPresent(
                        factory ->
                                properties.put("mail." + prefix + ".ssl.socketFactory", factory));
        properties.setProperty(
                "mail." + prefix + ".auth", Boolean.toString(server.user().isPresent()));
        return Session.getInstance(properties, new Known(server));
    }

    private static final class Known extends Authenticator {
        private final MailServer server;

        Known(MailServer server) {
            this.server = server;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(
                    server.user().orElse(""),
                    server.password().map(secret -> secret.reveal()).orElse(""));
        }
    }
}
