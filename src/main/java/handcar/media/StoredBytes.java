package handcar.media;

import module java.base;

/// Bytes that are stored, before a row of media names them. Bytes that no row names are removed within a day.
///
/// @param type what they are
public record StoredBytes(UUID blob, long size, String sha256, MediaType type) {}
