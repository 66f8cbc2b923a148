package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.config.Secret;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;

/// A server that sends or holds mail, with our credentials.
///
/// @param protocol `smtp` or `imap`
/// @param tls the value of the `…_tls` setting
record MailServer(
        String protocol,
        String host,
        int port,
        Optional<String> user,
        Optional<Secret> password,
        String tls) {
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

    /// The value of a `…_tls` setting that gives up encryption; for a relay on the same machine only.
    static final String NO_TLS = "none";

    /// The value that encrypts from the first byte, on any port.
    static final String TLS = "tls";

    /// Ports that are encrypted from the first byte (RFC 8314).
    private static final Set<Integer> TLS_PORTS = Set.of(465, 993);

    /// The server that sends; empty when none is configured.
    static Optional<MailServer> smtp(ChannelAccount account) {
        return of("smtp", 587, account);
    }

    /// The server to fetch from, with the user and password of the sending one when it has none of its own; empty when none
    /// is configured.
    static Optional<MailServer> imap(ChannelAccount account) {
        return of("imap", 993, account);
    }

    private static Optional<MailServer> of(String protocol, int usualPort, ChannelAccount account) {
        int port =
                account.setting(protocol + "_port")
                        .filter(digits -> digits.matches("\\d{1,5}"))
                        .map(Integer::parseInt)
                        .orElse(usualPort);
        return account.setting(protocol + "_host")
                .map(
                        host ->
                                new MailServer(
                                        protocol,
                                        host,
                                        port,
                                        account.setting(protocol + "_username")
                                                .or(() -> account.setting(SMTP_USER)),
                                        account.secret(protocol + "_password")
                                                .or(() -> account.secret(SMTP_PASSWORD)),
                                        account.setting(protocol + "_tls").orElse("auto")));
    }

    /// Whether TLS begins with the first byte; otherwise the connection is upgraded by STARTTLS, or closed.
    boolean isEncryptedAtOnce() {
        return tls.equals(TLS) || (!tls.equals(NO_TLS) && TLS_PORTS.contains(port));
    }

    /// A session of the mail library.
    ///
    /// @param settings properties of the protocol, without `mail.smtp.` or `mail.imap.` in front
    Session session(Map<String, String> settings, MailSocketFactory sockets) {
        boolean encrypted = !tls.equals(NO_TLS);
        Map<String, Object> all = new HashMap<>(settings);
        all.put("host", host);
        all.put("port", Integer.toString(port));
        all.put("starttls.enable", Boolean.toString(encrypted));
        all.put("starttls.required", Boolean.toString(encrypted && !isEncryptedAtOnce()));
        all.put("ssl.checkserveridentity", "true");
        all.put("auth", Boolean.toString(user.isPresent()));
        user.ifPresent(name -> all.put("user", name));
        sockets.trust().ifPresent(factory -> all.put("ssl.socketFactory", factory));
        Properties properties = new Properties();
        all.forEach((name, value) -> properties.put("mail." + protocol + "." + name, value));
        return Session.getInstance(
                properties,
                new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication(user.orElse(""), passwordText());
                    }
                });
    }

    String passwordText() {
        return password.map(Secret::reveal).orElse("");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
