/// WhatsApp by 360dialog, which passes the Cloud API on: its payloads and errors, under 360dialog's own key and with three
/// ways to verify a webhook.
@NullMarked
package handcar.channel.dialog360;

import org.jspecify.annotations.NullMarked;
