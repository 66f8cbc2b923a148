/// E-mail: replies are sent by SMTP, customers' mails are fetched by IMAP, and message identifiers tell which mails belong to one
/// thread. The mail library is loaded only when an account is configured.
@NullMarked
package handcar.channel.email;

import org.jspecify.annotations.NullMarked;
