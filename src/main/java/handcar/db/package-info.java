/// PostgreSQL: the pool behind the DB client, statements named in `sql/`, rows as plain values, migrations with a way
/// back, and a database of our own when nobody gave us one. No SQL text lives in Java outside this package's start-up.
@NullMarked
package handcar.db;

import org.jspecify.annotations.NullMarked;
