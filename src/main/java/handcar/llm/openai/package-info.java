/// Servers with OpenAI's API.
@NullMarked
package handcar.llm.openai;

import org.jspecify.annotations.NullMarked;
