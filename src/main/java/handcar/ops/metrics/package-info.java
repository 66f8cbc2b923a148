/// Prometheus metrics: what is counted, and the scrape.
@NullMarked
package handcar.ops.metrics;

import org.jspecify.annotations.NullMarked;
