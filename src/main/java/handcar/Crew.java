package handcar;

import handcar.http.Strain;
import handcar.ops.Memory;
import handcar.work.Handler;
import handcar.work.Worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Everybody who works in the background: hired while the house is put together, begun and ended with it.
final class Crew {
    private final Ground ground;
    private final Memory memory;
    private final List<Worker> workers = new ArrayList<>();

    Crew(Ground ground, Memory memory) {
        this.ground = ground;
        this.memory = memory;
    }

    /// For work that somebody stands waiting for.
    void seat(String kind, int seats, Duration lease, Handler handler) {
        workers.add(new Worker(ground.jobs(), ground.bells(), kind, seats, lease, handler));
    }

    /// For work that nobody stands waiting for: it is not begun while memory is short.
    void patientSeat(String kind, int seats, Duration lease, Handler handler) {
        workers.add(
                new Worker(
                        ground.jobs(),
                        ground.bells(),
                        kind,
                        seats,
                        lease,
                        handler,
                        () -> memory.now() == Strain.NONE));
    }

    void start() {
        Worker.startAll(ground.jobs(), workers);
    }

    /// Nobody begins anything more.
    void close() {
        workers.forEach(Worker::close);
    }

    /// Waits for what is under way, at most until then.
    void stop(Instant end) {
        workers.forEach(worker -> worker.stop(end));
    }
}
