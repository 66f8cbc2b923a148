package handcar.net;

/// A URL that somebody typed and this server does not visit. The message is a sentence for that person.
public final class RejectedUrlException extends RuntimeException {
    private final Why why;
    private final String sentence;

    RejectedUrlException(Why why, String message) {
        super(message);
        this.why = why;
        this.sentence = message;
    }

    public Why why() {
        return why;
    }

    /// The message, for the person who typed the address.
    public String sentence() {
        return sentence;
    }

    /// The message behind the name of a field that holds the address of a server.
    public String fault() {
        return why == Why.PRIVATE
                ? "leads to a private network; name its host in PRIVATE_HOSTS first"
                : sentence;
    }

    /// The kinds of refusal.
    public enum Why {
        /// Not a URL at all, or longer than 2 048 characters.
        MALFORMED,
        /// Neither `http` nor `https`.
        SCHEME,
        /// A user name or password in front of the host.
        CREDENTIALS,
        /// A port that is not a web server's.
        PORT,
        /// A host spelt in a way that only serves to hide where it leads.
        HOST,
        /// It leads to a network that is not the public internet.
        PRIVATE,
        /// One redirect too many.
        REDIRECTS
    }
}
