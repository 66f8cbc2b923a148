/// Multipart uploads (RFC 7578), read part by part as they come.
@NullMarked
package handcar.http.upload;

import org.jspecify.annotations.NullMarked;
