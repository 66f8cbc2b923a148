# Sourced, not run, after java.sh: lends a script an empty PostgreSQL database, on the server that DATABASE_URL names or on
# the embedded one of the build (target/handcar.jar must be there).

# lend_postgres FOLDER: sets LENT to the address of the database. The folder is for this alone.
lend_postgres() {
    # PostgreSQL refuses to run as root, and a Docker build may not create the namespace that would hide root from it.
    as=
    if [ "$(id -u)" = 0 ]; then
        chown 65534:65534 "$1"
        as="setpriv --reuid=65534 --regid=65534 --clear-groups"
    fi
    mkfifo "$1/end"
    # shellcheck disable=SC2086
    HOME=$1 $as "$JAVA25/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED \
        -Djava.io.tmpdir="$1" -cp target/handcar.jar scripts/Postgres.java "$1/postgresql" <"$1/end" >"$1/address" 2>"$1/log" &
    LENDER=$!
    # holds the lender's input open for as long as this shell lives
    exec 9>"$1/end"
    tries=0
    until [ -s "$1/address" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 240 ] || ! kill -0 "$LENDER" 2>/dev/null; then
            tail -n 20 "$1/log" >&2
            return 1
        fi
        sleep 0.25
    done
    LENT=$(cat "$1/address")
}

return_postgres() {
    exec 9>&-
    [ -z "${LENDER:-}" ] || wait "$LENDER" || true
    LENDER=
}
