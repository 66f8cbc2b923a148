/// JSON in and out. [handcar.json.Json] is the one place that knows the parser; [handcar.json.JsonView] reads what
/// others sent without trusting a single field of it. Knows no room and no other base package.
@NullMarked
package handcar.json;

import org.jspecify.annotations.NullMarked;
