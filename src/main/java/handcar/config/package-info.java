/// The settings from the environment, read once into a tree of records. One start reports every mistake, secrets are never
/// printed, and nothing outside this package reads an environment variable. Also the set-up of logging.
@NullMarked
package handcar.config;

import org.jspecify.annotations.NullMarked;
