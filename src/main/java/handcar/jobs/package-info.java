/// Work that must not be lost: the job table is the queue, a bell is only a hint that it changed, a timer is a due time in
/// a row. A worker claims, takes a seat, runs on a virtual thread, and rests until the next due time when nothing is to do.
@NullMarked
package handcar.jobs;

import org.jspecify.annotations.NullMarked;
