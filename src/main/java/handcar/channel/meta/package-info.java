/// What Meta's products share: how they verify a webhook and an address, and how their Graph API says that something went
/// wrong. Knows no product.
@NullMarked
package handcar.channel.meta;

import org.jspecify.annotations.NullMarked;
