/// Who answers and how: agents and their settings, the prompt they speak from, and the job that answers a conversation
/// with citations that were compared with the stored text. Asks the gateway for words and the library for passages.
@NullMarked
package handcar.agent;

import org.jspecify.annotations.NullMarked;
