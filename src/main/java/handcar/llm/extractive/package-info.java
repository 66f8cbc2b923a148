/// The built-in model, which answers by quoting documents.
@NullMarked
package handcar.llm.extractive;

import org.jspecify.annotations.NullMarked;
