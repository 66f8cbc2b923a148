/// WhatsApp by Meta's Cloud API: webhooks of a WhatsApp Business Account in, text messages of a business number out. What it
/// reads is also what 360dialog passes on.
@NullMarked
package handcar.channel.whatsapp;

import org.jspecify.annotations.NullMarked;
