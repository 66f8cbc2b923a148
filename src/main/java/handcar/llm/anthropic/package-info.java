@NullMarked
package handcar.llm.anthropic;

import org.jspecify.annotations.NullMarked;
