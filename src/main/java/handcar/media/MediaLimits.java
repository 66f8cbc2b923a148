package handcar.media;

import module java.base;

/// What is kept of media.
///
/// @param mostBytes of one file
/// @param kept how long; empty is for ever
public record MediaLimits(long mostBytes, Optional<Duration> kept) {
    private static final long MIB = 1024 * 1024;

    /// Why a file is not kept, for staff.
    public String sentence() {
        return "At most " + mostBytes / MIB + " MB are kept.";
    }

    /// @param megabytes of one file
    /// @param days 0 is for ever
    public static MediaLimits of(int megabytes, int days) {
        return new MediaLimits(
                megabytes * MIB, days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)));
    }
}
