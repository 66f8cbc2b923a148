/// Retrieval: BM25 over PostgreSQL lexemes, vectors where there are any, and the two rankings fused.
@NullMarked
package handcar.rag.search;

import org.jspecify.annotations.NullMarked;
