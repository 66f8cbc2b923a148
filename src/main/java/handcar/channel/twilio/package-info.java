/// WhatsApp and SMS by Twilio: forms in, forms out, and a signature over our public address.
@NullMarked
package handcar.channel.twilio;

import org.jspecify.annotations.NullMarked;
