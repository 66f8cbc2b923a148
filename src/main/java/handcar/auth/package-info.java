/// Authentication and authorization: staff with passwords, sessions and roles, API keys for programs, tokens for visitors.
/// [handcar.auth.Auth] stands in every route line and passes the authenticated caller to the handler.
@NullMarked
package handcar.auth;

import org.jspecify.annotations.NullMarked;
