package handcar.app;

import module java.base;

import handcar.jobs.JobSpec;

import io.helidon.webserver.http.HttpService;

/// One room of the product as [Application] starts and stops it. Everything is built in the constructor; nothing runs
/// before [#start].
public interface Module {
    List<HttpService> routes();

    default List<JobSpec> jobs() {
        return List.of();
    }

    /// Runs once, after the migrations and before the first job; an exception ends the process.
    default void start() {}

    /// Runs once, after the last request and the last job.
    default void close() {}
}
