/// WhatsApp by 360dialog, which passes the Cloud API on: the same payloads and errors, an API key of its own, and three ways to
/// verify a webhook.
@NullMarked
package handcar.channel.dialog360;

import org.jspecify.annotations.NullMarked;
