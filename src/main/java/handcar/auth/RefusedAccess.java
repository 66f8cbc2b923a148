package handcar.auth;

import handcar.problem.Problem;

import java.util.logging.Level;
import java.util.logging.Logger;

/// What a caller who is known may not do: refused, and written to the log with who it was (OWASP ASVS 5.0, 16.3.2). Who is not known
/// is counted elsewhere.
final class RefusedAccess {
    private static final Logger LOG = Logger.getLogger("handcar.access");

    private RefusedAccess() {}

    /// @param caller such as `user:0190…`; the line stands beside the request's own, under the same request id
    static Problem.Forbidden of(String caller, String code, String message) {
        LOG.log(Level.WARNING, "access.refused code=" + code + " caller=" + caller);
        return new Problem.Forbidden(code, message);
    }
}
