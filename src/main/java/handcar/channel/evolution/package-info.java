/// WhatsApp by Evolution API, a server of one's own that is a phone's companion: its webhooks, its sending, and the
/// instances (phones) it knows.
@NullMarked
package handcar.channel.evolution;

import org.jspecify.annotations.NullMarked;
