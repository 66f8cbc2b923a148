@NullMarked
package handcar.rag.search;

import org.jspecify.annotations.NullMarked;
