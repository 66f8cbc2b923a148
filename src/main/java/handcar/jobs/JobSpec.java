package handcar.jobs;

import module java.base;

/// Which jobs a room runs.
///
/// @param kind the name of the kind in the job table
/// @param concurrency how many run at once in this process
/// @param lease how long a run may take before another process takes the job over; longer than the longest run
/// @param deferrable nobody waits for it, so that it is not begun while memory is short
public record JobSpec(
        String kind, int concurrency, Duration lease, JobHandler handler, boolean deferrable) {
    /// Jobs that somebody waits for.
    public static JobSpec of(String kind, int concurrency, Duration lease, JobHandler handler) {
        return new JobSpec(kind, concurrency, lease, handler, false);
    }

    /// The same jobs, not begun while memory is short.
    public JobSpec whenMemoryAllows() {
        return new JobSpec(kind, concurrency, lease, handler, true);
    }
}
