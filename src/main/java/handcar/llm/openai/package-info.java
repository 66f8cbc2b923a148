@NullMarked
package handcar.llm.openai;

import org.jspecify.annotations.NullMarked;
