@NullMarked
package handcar.rag.extract;

import org.jspecify.annotations.NullMarked;
