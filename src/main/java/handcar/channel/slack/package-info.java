/// Slack, for staff: every conversation is a thread in one channel, and what a person answers there is sent to the customer.
/// Customers never write here.
@NullMarked
package handcar.channel.slack;

import org.jspecify.annotations.NullMarked;
