/// What the environment says, read once into one record tree. Every mistake is told in one start, secrets never print,
/// and nothing outside this package reads an environment variable.
@NullMarked
package handcar.config;

import org.jspecify.annotations.NullMarked;
