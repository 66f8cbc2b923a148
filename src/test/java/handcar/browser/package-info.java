/// A real Chromium for tests of the pages, driven over its own DevTools protocol.
/// [Chromium] is the process, [Tab] one page in a profile of its own, [Wire] the socket between.
/// Nothing here waits for a fixed time: a test says what must become true.
@NullMarked
package handcar.browser;

import org.jspecify.annotations.NullMarked;
