/// What Meta's products have in common: how a webhook and its address are verified, and the errors of the Graph API.
@NullMarked
package handcar.channel.meta;

import org.jspecify.annotations.NullMarked;
