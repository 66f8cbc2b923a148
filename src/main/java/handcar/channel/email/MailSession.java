package handcar.channel.email;

import module java.base;

import jakarta.mail.Session;

/// The mail library's session for parsing and composing. It parses leniently: no mail may be lost over a wrong comma.
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

    /// Makes the library lenient before anything of it is loaded: afterwards it keeps to what it read.
    static void prepare() {
        // the initialisation of this class does it
    }

    /// Without a server.
    static Session forReading() {
        return Session.getInstance(new Properties());
    }
}
