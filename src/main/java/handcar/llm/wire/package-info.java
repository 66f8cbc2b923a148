/// Other APIs than OpenAI's chats, in front of providers that do not have them.
@NullMarked
package handcar.llm.wire;

import org.jspecify.annotations.NullMarked;
