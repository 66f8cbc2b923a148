/// WhatsApp by Meta's Cloud API: the webhooks of a WhatsApp Business Account and the messages of a business number. 360dialog uses
/// the same payloads.
@NullMarked
package handcar.channel.whatsapp;

import org.jspecify.annotations.NullMarked;
