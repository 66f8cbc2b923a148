/// OpenAI's API for programs, at `/v1`: quotas, response cache, errors.
@NullMarked
package handcar.llm.proxy;

import org.jspecify.annotations.NullMarked;
