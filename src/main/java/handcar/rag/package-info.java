/// What the agents know. Documents of any common kind are read into plain text, split into passages with offsets, and
/// indexed; [handcar.rag.Retriever] finds the passages that answer a question. Nothing here calls a model to
/// answer: agents do, and cite the passages.
@NullMarked
package handcar.rag;

import org.jspecify.annotations.NullMarked;
