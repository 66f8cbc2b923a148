package handcar.net;

import module java.base;

import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

import javax.net.ssl.SSLException;

/// Says what happened on the way to another server, for people who do not know Java.
final class FailureSentence {
    private FailureSentence() {}

    /// The end of a sentence that begins with the server's name.
    ///
    /// @param timedOut whether our own clock ended the call
    static String of(Exception e, boolean timedOut) {
        if (timedOut) {
            return "no answer came in time";
        }
        return switch (e) {
            case UnknownHostException _ -> "this name does not exist";
            case NoRouteToHostException _ -> "no way leads there";
            case ConnectException _ -> "nothing listens there";
            case SSLException tls -> "TLS failed" + reason(tls);
            case InterruptedIOException _ -> "no answer came in time";
            case NoHttpResponseException _, ConnectionClosedException _ ->
                    "it closed the connection without an answer";
            case SocketException broken -> "the connection broke" + reason(broken);
            default -> "the call failed" + reason(e);
        };
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }
}
