/// Chatwoot: customers who write to one of its inboxes are answered there, and people who work in Chatwoot can take over,
/// release and close. A conversation in Chatwoot is a thread.
@NullMarked
package handcar.channel.chatwoot;

import org.jspecify.annotations.NullMarked;
