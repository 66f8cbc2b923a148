/// Work that must not be lost. The table is the queue, a notification is only a hint that it changed, a timer is a due time
/// in a row. A worker claims jobs, runs each on a virtual thread, and rests until the next one is due.
@NullMarked
package handcar.jobs;

import org.jspecify.annotations.NullMarked;
