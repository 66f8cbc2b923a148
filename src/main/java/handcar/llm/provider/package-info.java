@NullMarked
package handcar.llm.provider;

import org.jspecify.annotations.NullMarked;
