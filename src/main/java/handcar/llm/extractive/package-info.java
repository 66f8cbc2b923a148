@NullMarked
package handcar.llm.extractive;

import org.jspecify.annotations.NullMarked;
