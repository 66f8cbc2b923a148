@NullMarked
package handcar.llm.cost;

import org.jspecify.annotations.NullMarked;
