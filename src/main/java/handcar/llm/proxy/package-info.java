@NullMarked
package handcar.llm.proxy;

import org.jspecify.annotations.NullMarked;
