/// What the environment says, read once into one record tree. Every mistake is told in one start, secrets never print,
/// and nothing outside this package reads an environment variable. Here is also what a process settles before anything
/// else: how it logs, and that Helidon looks for nothing by itself.
@NullMarked
package handcar.config;

import org.jspecify.annotations.NullMarked;
