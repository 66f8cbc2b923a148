/// Agents and how they answer: their settings, the prompt, and the job that answers a conversation with citations that were
/// compared with the stored text.
@NullMarked
package handcar.agent;

import org.jspecify.annotations.NullMarked;
