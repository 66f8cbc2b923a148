/// E-mail: answers go out by SMTP, customers' mails are fetched by IMAP, and what belongs together is told by the names that
/// mails carry. The mail library is loaded only where an account is configured.
@NullMarked
package handcar.channel.email;

import org.jspecify.annotations.NullMarked;
