/// Language models for the agent and for programs: one router over any number of providers. When no provider answers, the
/// caller falls back to the built-in model.
@NullMarked
package handcar.llm;

import org.jspecify.annotations.NullMarked;
