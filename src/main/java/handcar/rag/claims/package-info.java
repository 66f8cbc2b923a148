/// Compares what an answer states with the passages it was written from: every number, date, name and address of a sentence
/// must stand in one row or sentence of a passage, with enough of its words and the same negation. No database, no model.
@NullMarked
package handcar.rag.claims;

import org.jspecify.annotations.NullMarked;
