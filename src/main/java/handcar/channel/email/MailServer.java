package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.config.Secret;

/// A server that sends or holds mail, with our credentials.
///
/// @param atOnce whether TLS begins with the first byte, on any port
/// @param open whether nothing is encrypted; for a relay on the same machine only
record MailServer(
        String host,
        int port,
        Optional<String> user,
        Optional<Secret> password,
        boolean atOnce,
        boolean open) {
    static final String SMTP_HOST = "smtp_host";
    static final String SMTP_PORT = "smtp_port";
    static final String SMTP_USER = "smtp_username";
    static final String SMTP_PASSWORD = "smtp_password";
    static final String SMTP_TLS = "smtp_tls";
    static final String IMAP_HOST = "imap_host";
    static final String IMAP_PORT = "imap_port";
    static final String IMAP_USER = "imap_username";
    static final String IMAP_PASSWORD = "imap_password";
    static final String IMAP_TLS = "imap_tls";
    static final String IMAP_FOLDER = "imap_folder";

    /// The value of a `…_tls` setting that gives up encryption.
    static final String NO_TLS = "none";

    /// The value that encrypts with the first byte on any port.
    static final String TLS = "tls";

    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_TLS = 465;
    private static final int IMAP_TLS_PORT = 993;

    /// The server that sends; empty when none is configured.
    static Optional<MailServer> smtp(ChannelAccount account) {
        return account.setting(SMTP_HOST)
                .map(
                        host ->
                                new MailServer(
                                        host,
                                        port(account.setting(SMTP_PORT), SUBMISSION),
                                        account.setting(SMTP_USER),
                                        account.secret(SMTP_PASSWORD),
                                        is(TLS, account.setting(SMTP_TLS)),
                                        is(NO_TLS, account.setting(SMTP_TLS))));
    }

    /// The server to fetch from, with the user and password of the sending one when it has none; empty when none is
    /// configured.
    static Optional<MailServer> imap(ChannelAccount account) {
        return account.setting(IMAP_HOST)
                .map(
                        host ->
                                new MailServer(
                                        host,
                                        port(account.setting(IMAP_PORT), IMAP_TLS_PORT),
                                        account.setting(IMAP_USER)
                                                .or(() -> account.setting(SMTP_USER)),
                                        account.secret(IMAP_PASSWORD)
                                                .or(() -> account.secret(SMTP_PASSWORD)),
                                        is(TLS, account.setting(IMAP_TLS)),
                                        is(NO_TLS, account.setting(IMAP_TLS))));
    }

    private static int port(Optional<String> text, int usual) {
        return text.filter(digits -> digits.matches("\\d{1,5}"))
                .map(Integer::parseInt)
                .orElse(usual);
    }

    private static boolean is(String wanted, Optional<String> tls) {
        return tls.filter(wanted::equals).isPresent();
    }

    /// Whether TLS begins with the first byte (RFC 8314); otherwise the connection is upgraded by STARTTLS, or closed.
    boolean encryptedAtOnce() {
        return atOnce || (!open && (port == SUBMISSION_TLS || port == IMAP_TLS_PORT));
    }

    /// The library's properties, under `mail.smtp` or `mail.imap`.
    Properties properties(String prefix) {
        Properties told = new Properties();
        told.setProperty("mail." + prefix + ".host", host);
        told.setProperty("mail." + prefix + ".port", Integer.toString(port));
        told.setProperty("mail." + prefix + ".starttls.enable", Boolean.toString(!open));
        told.setProperty(
                "mail." + prefix + ".starttls.required",
                Boolean.toString(!open && !encryptedAtOnce()));
        told.setProperty("mail." + prefix + ".ssl.checkserveridentity", "true");
        user.ifPresent(name -> told.setProperty("mail." + prefix + ".user", name));
        return told;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
