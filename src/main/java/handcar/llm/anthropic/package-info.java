/// Anthropic's Messages API, translated from and into OpenAI's JSON.
@NullMarked
package handcar.llm.anthropic;

import org.jspecify.annotations.NullMarked;
