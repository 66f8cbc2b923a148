#!/bin/sh
# train.sh FOLDER: makes the start-up cache of the package in FOLDER anew, by a short life on a PostgreSQL (the one of
# DATABASE_URL, beside what is there, or the embedded one) with the JVM's options as start.sh has them and JAVA_OPTS adds.
# The JVM learns which classes to have ready: less than half the start time.
set -eu
OUT=$(cd "${1:?usage: train.sh FOLDER}" && pwd)
cd "$(dirname "$0")/.."
. scripts/java.sh
. scripts/postgres.sh
find_java25
[ -n "$JAVA25" ] || no_java25

say() {
    echo "train: $*" >&2
}

ask() {
    bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$0" && printf "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" "$1" >&3 && timeout 5 cat <&3' "$1" "$2" 2>/dev/null
}

until_ready() {
    tries=0
    until ask "$port" /health/readiness | head -n 1 | grep -q ' 200 '; do
        tries=$((tries + 1))
        if [ "$tries" -gt 120 ] || ! kill -0 "$trained" 2>/dev/null; then
            tail -n 20 "$work/trained.log" >&2
            return 1
        fi
        sleep 0.5
    done
}

stop_all() {
    [ -z "${trained:-}" ] || kill "$trained" 2>/dev/null || true
    return_postgres
}

work=$(mktemp -d)
chmod 755 "$work"
trap 'stop_all; rm -rf "$work"' EXIT
port=${TRAIN_PORT:-18082}
admin=training-the-class-cache
rm -f "$OUT/handcar.aot" "$OUT/handcar.aot.jars"
lend_postgres "$work"
(
    cd "$OUT"
    DATABASE_URL=$LENT DATA_DIR=$work/trained PORT=$port ENVIRONMENT=development ADMIN_TOKEN=$admin LOG_LEVEL=warn \
        JAVA_OPTS="${JAVA_OPTS:-} -XX:AOTCacheOutput=$OUT/handcar.aot" exec ./start.sh
) >"$work/trained.log" 2>&1 &
trained=$!
until_ready
(cd "$OUT" && PORT=$port ./health.sh) || say "health.sh does not find the server"
"$JAVA25/bin/java" -XX:TieredStopAtLevel=1 scripts/Train.java "http://127.0.0.1:$port" "$admin" || {
    say "the training was cut short"
    tail -n 20 "$work/trained.log" >&2
    exit 1
}
kill "$trained"
wait "$trained" || say "the server did not end well: $(tail -n 3 "$work/trained.log")"
trained=
[ -s "$OUT/handcar.aot" ]
(cd "$OUT" && ./start.sh --jars) >"$OUT/handcar.aot.jars"
