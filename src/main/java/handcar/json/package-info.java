/// Reading and writing JSON. [handcar.json.Json] is the one place that knows the parser; [handcar.json.JsonView] reads
/// untrusted JSON.
@NullMarked
package handcar.json;

import org.jspecify.annotations.NullMarked;
