/// Who is calling and what they may do: staff with passwords, sessions and roles, keys for programs, tokens for visitors,
/// and the record of what staff did. [handcar.account.Door] stands in every route line and hands the proven caller to the
/// handler. Nothing here knows what lies behind the doors.
@NullMarked
package handcar.auth;

import org.jspecify.annotations.NullMarked;
