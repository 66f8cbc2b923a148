/// Chatwoot: customers who write to one of its inboxes are answered there, and the people who work in it may take over, hand
/// back and close. A conversation of theirs is a thread of ours.
@NullMarked
package handcar.channel.chatwoot;

import org.jspecify.annotations.NullMarked;
