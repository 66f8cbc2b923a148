/// What a provider of models is: its requests, answers, streams and errors, in OpenAI's JSON.
@NullMarked
package handcar.llm.provider;

import org.jspecify.annotations.NullMarked;
