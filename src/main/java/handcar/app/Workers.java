package handcar.app;

import handcar.http.MemoryPressure;
import handcar.jobs.JobHandler;
import handcar.jobs.JobWorker;
import handcar.ops.MemoryMonitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Everybody who works in the background: hired while the house is put together, begun and ended with it.
final class Workers {
    private final Infrastructure ground;
    private final MemoryMonitor memory;
    private final List<JobWorker> workers = new ArrayList<>();

    Workers(Infrastructure ground, MemoryMonitor memory) {
        this.ground = ground;
        this.memory = memory;
    }

    /// For work that somebody stands waiting for.
    void seat(String kind, int seats, Duration lease, JobHandler handler) {
        workers.add(new JobWorker(ground.jobs(), ground.bells(), kind, seats, lease, handler));
    }

    /// For work that nobody stands waiting for: it is not begun while memory is short.
    void patientSeat(String kind, int seats, Duration lease, JobHandler handler) {
        workers.add(
                new JobWorker(
                        ground.jobs(),
                        ground.bells(),
                        kind,
                        seats,
                        lease,
                        handler,
                        () -> memory.now() == MemoryPressure.NONE));
    }

    void start() {
        JobWorker.startAll(ground.jobs(), workers);
    }

    /// Nobody begins anything more.
    void close() {
        workers.forEach(JobWorker::close);
    }

    /// Waits for what is under way, at most until then.
    void stop(Instant end) {
        workers.forEach(worker -> worker.stop(end));
    }
}
