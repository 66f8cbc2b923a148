package handcar.media;

import module java.base;

/// What is kept of media.
///
/// @param mostBytes of one file
/// @param kept how long; empty is for ever
/// @param dailyFiles of one contact
/// @param dailyBytes of one contact; the files that are on their way when it is reached are kept as well
public record MediaLimits(
        long mostBytes, Optional<Duration> kept, int dailyFiles, long dailyBytes) {
    private static final long MIB = 1024 * 1024;

    /// Why a further file of a contact is not kept, for staff.
    public String dailySentence() {
        return "At most "
                + dailyFiles
                + " files and "
                + dailyBytes / MIB
                + " MB of one contact are kept in a day (UTC).";
    }

    /// The same with limits for each contact.
    public MediaLimits daily(int files, int megabytes) {
        return new MediaLimits(mostBytes, kept, files, megabytes * MIB);
    }

    /// Why a file is not kept, for staff.
    public String sentence() {
        return "At most " + mostBytes / MIB + " MB are kept.";
    }

    /// @param megabytes of one file
    /// @param days 0 is for ever
    public static MediaLimits of(int megabytes, int days) {
        return new MediaLimits(
                megabytes * MIB,
                days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)),
                Integer.MAX_VALUE,
                Long.MAX_VALUE);
    }
}
