package handcar.testing;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Tests whose server or browser is a process of its own, for which they mostly wait. They run one after another, beside the tests
/// that need only this process. What measures time is `@Isolated`.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("separate process")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SeparateProcess {}
