#!/bin/sh
# package.sh FOLDER: puts together what the image runs (FOLDER/{runtime,lib,handcar.jar,handcar.aot,start.sh,health.sh}).
# Needs a JDK 25; works the same inside a Docker build and on a laptop.
set -eu
OUT=${1:?usage: package.sh FOLDER}
mkdir -p "$OUT"
OUT=$(cd "$OUT" && pwd)
cd "$(dirname "$0")/.."
. scripts/java.sh
find_java25
[ -n "$JAVA25" ] || no_java25

say() {
    echo "package: $*" >&2
}

copy_program() {
    ./mvnw -q -B -Dmaven.test.skip=true package
    rm -rf "$OUT/lib" "$OUT/runtime" "$OUT/handcar.aot"
    mkdir -p "$OUT/lib" "$OUT/data"
    # In a container the database is somebody else's: the embedded one and what only it needs stay behind.
    for jar in target/lib/*.jar; do
        case $jar in
            */embedded-postgres* | */commons-compress-* | */commons-io-* | */commons-lang3-* | */xz-*) ;;
            *) cp -p "$jar" "$OUT/lib/" ;;
        esac
    done
    cp -p target/handcar.jar start.sh scripts/health.sh "$OUT/"
    chmod 1777 "$OUT/data"
}

# jdeps reads from the class files which modules are used. Two it cannot see: jdk.charsets (web pages in East Asian
# encodings) and jdk.unsupported (Unsafe, by reflection).
make_runtime() {
    modules=$("$JAVA25/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps --recursive \
        --class-path "$(echo "$OUT"/lib/*.jar | tr ' ' ':')" "$OUT/handcar.jar" "$OUT"/lib/*.jar 2>/dev/null | tail -n 1)
    say "modules $modules"
    "$JAVA25/bin/jlink" --add-modules "$modules,jdk.charsets,jdk.unsupported" --output "$OUT/runtime" \
        --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-0
}

# A short life with everything switched on teaches the JVM which classes to have ready: less than half the start time.
# It needs a PostgreSQL; the embedded one of the build serves, and the program under training gets only its address.
train() {
    work=$(mktemp -d)
    chmod 755 "$work"
    trap 'stop_all; rm -rf "$work"' EXIT
    # PostgreSQL refuses to run as root, and a Docker build may not create the namespace that would hide root from it.
    as=
    if [ "$(id -u)" = 0 ]; then
        chown 65534:65534 "$work"
        as="setpriv --reuid=65534 --regid=65534 --clear-groups"
    fi
    (
        unset DATABASE_URL
        # shellcheck disable=SC2086
        HOME=$work DATA_DIR=$work/data PORT=18081 ENVIRONMENT=development exec $as "$JAVA25/bin/java" \
            -XX:TieredStopAtLevel=1 -cp target/handcar.jar handcar.Main serve
    ) >"$work/host.log" 2>&1 &
    host=$!
    until_ready 18081 "$host" "$work/host.log" || return 1
    pid_file=$(find "$work/data" -name postmaster.pid | head -n 1)
    password=$(sed -n 's/^DATABASE_PASSWORD=//p' "$work/data/secrets.env")
    (
        cd "$OUT"
        DATABASE_URL="postgres://postgres:$password@127.0.0.1:$(sed -n 4p "$pid_file")/postgres" DATA_DIR=$work/trained \
            PORT=18082 ENVIRONMENT=development JAVA_OPTS="-XX:AOTCacheOutput=$OUT/handcar.aot" exec ./start.sh
    ) >"$work/trained.log" 2>&1 &
    trained=$!
    until_ready 18082 "$trained" "$work/trained.log" || return 1
    (cd "$OUT" && PORT=18082 ./health.sh) || say "health.sh does not find the server"
    for path in / /admin /health /health/readiness /metrics /openapi.json /nowhere; do
        ask 18082 "$path" >/dev/null || true
    done
    kill "$trained"
    wait "$trained" || true
    trained=
    [ -s "$OUT/handcar.aot" ]
}

stop_all() {
    [ -z "${trained:-}" ] || kill "$trained" 2>/dev/null || true
    [ -z "${host:-}" ] || { kill "$host" 2>/dev/null && wait "$host"; } || true
}

ask() {
    bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$0" && printf "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" "$1" >&3 && timeout 5 cat <&3' "$1" "$2" 2>/dev/null
}

# until_ready PORT PID LOG
until_ready() {
    tries=0
    until ask "$1" /health/readiness | head -n 1 | grep -q ' 200 '; do
        tries=$((tries + 1))
        if [ "$tries" -gt 120 ] || ! kill -0 "$2" 2>/dev/null; then
            tail -n 20 "$3" >&2
            return 1
        fi
        sleep 0.5
    done
}

copy_program
make_runtime
train || say "no start-up cache could be made; the server starts without it, a little slower"
say "$(du -sh "$OUT" | cut -f1) in $OUT: $(du -sh "$OUT/runtime" | cut -f1) runtime, $(du -sh "$OUT/lib" | cut -f1) libraries"
