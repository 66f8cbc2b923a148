/// WhatsApp by Evolution API, a self-hosted server that is linked to a phone: its webhooks, its sender, and its instances
/// (phones).
@NullMarked
package handcar.channel.evolution;

import org.jspecify.annotations.NullMarked;
