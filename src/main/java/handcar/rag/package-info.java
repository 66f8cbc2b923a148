/// What the agents know. Documents of any common kind are read into plain text, split into passages with offsets, and
/// indexed; `Library` finds the passages that answer a question. Nothing here calls a model to answer: it
/// hands out passages, whoever answers cites them.
@NullMarked
package handcar.rag;

import org.jspecify.annotations.NullMarked;
