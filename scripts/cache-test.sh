#!/bin/bash
# cache-test.sh FOLDER: proves on the package in FOLDER that a start-up cache that is missing, cut off, made by another Java,
# with other options or for another jar only costs start-up time: the server starts, answers, and ends with 0 every time.
# Prints how long each start took. Works on a copy; needs a PostgreSQL as scripts/train.sh does.
set -euo pipefail
from=$(cd "${1:?usage: cache-test.sh FOLDER}" && pwd)
cd "$(dirname "$0")/.."
. scripts/java.sh
. scripts/postgres.sh
find_java25
[ -n "$JAVA25" ] || no_java25
port=${TRAIN_PORT:-18083}

work=$(mktemp -d)
chmod 755 "$work"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; return_postgres; rm -rf "$work"' EXIT
lend_postgres "$work"
export DATABASE_URL=$LENT DATA_DIR=$work/data PORT=$port ENVIRONMENT=development LOG_LEVEL=warn

fresh() {
    rm -rf "$work/app"
    cp -rp "$from" "$work/app"
}

# starts NAME [JAVA_OPTS]: the copy starts with these options, is ready, answers, and ends well.
starts() {
    local begun ended code=0
    begun=$(date +%s%N)
    (cd "$work/app" && JAVA_OPTS=${2:-} exec ./start.sh) >"$work/log" 2>&1 &
    server=$!
    until (exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'GET /health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3 && head -n 1 <&3 | grep -q ' 200 ') 2>/dev/null; do
        kill -0 "$server" 2>/dev/null || {
            echo "cache-test: $1: does not start" >&2
            cat "$work/log" >&2
            exit 1
        }
        sleep 0.01
    done
    ended=$(date +%s%N)
    kill "$server"
    wait "$server" || code=$?
    server=
    [ $code = 0 ] || {
        echo "cache-test: $1: ended with $code" >&2
        exit 1
    }
    printf 'cache-test: %-28s ready in %5d ms\n' "$1" $(((ended - begun) / 1000000))
}

fresh
starts 'first start, new database'
starts 'the cache as it is'

rm "$work/app/handcar.aot"
starts 'no cache'

fresh
: >"$work/app/handcar.aot"
starts 'an empty file'

truncate -s 1000000 "$work/app/handcar.aot"
starts 'a file of zeros'

fresh
truncate -s "$(($(stat -c %s "$work/app/handcar.aot") / 2))" "$work/app/handcar.aot"
starts 'cut off in its middle'

fresh
touch "$work/app/handcar.jar"
starts 'the jar is newer'

fresh
touch "$work/app/lib/"*.jar
starts 'the libraries are newer'

fresh
rm "$work/app/lib/gson"*.jar
starts 'a library is gone'

fresh
starts 'another collector' '-XX:+UseG1GC'
starts 'other object headers' '-XX:+UseCompactObjectHeaders'
starts 'more heap' '-Xmx1g'

# The JDK that made the runtime has other modules, and that is what counts as another Java.
fresh
rm -rf "$work/app/runtime"
ln -s "$JAVA25" "$work/app/runtime"
starts 'another Java'
