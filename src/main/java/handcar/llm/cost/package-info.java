/// What every call of a model used and cost, and what each API key spent.
@NullMarked
package handcar.llm.cost;

import org.jspecify.annotations.NullMarked;
