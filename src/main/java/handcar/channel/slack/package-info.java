/// Slack, the staff's room: every conversation is a thread in one of its channels, and what a person answers there goes to
/// the customer as a person's message. Customers never write here.
@NullMarked
package handcar.channel.slack;

import org.jspecify.annotations.NullMarked;
