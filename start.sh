#!/bin/sh
# Starts Handcar, on a laptop and in the container alike. See ./start.sh --help.
set -eu
cd "$(dirname "$0")"

say() {
    echo "$*" >&2
}

help() {
    cat <<'TEXT'
./start.sh                  builds when needed and serves, on http://localhost:8080 unless PORT says otherwise
./start.sh migrate status   lists the database's migrations
./start.sh migrate up       applies those that are missing (a start does it by itself)
./start.sh migrate down N   takes the last N back
./start.sh doctor           proves the installation: database, pgvector, model, a signed request to itself
./start.sh --print-config   shows every setting as it was understood, secrets masked
./start.sh --help           shows this

Nothing has to be set: without DATABASE_URL an embedded PostgreSQL keeps its data in ./data, without a model key the
built-in model answers, and the admin token is generated and a link that logs you in is printed. Every setting stands in .railway-env.template;
settings come from the environment, then from a file .env beside this script. JAVA_OPTS is added to the JVM's options.
TEXT
}

# NAME=VALUE lines, optionally quoted; nothing in them is ever executed, and the environment wins.
read_env_file() {
    given=" $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p' | tr '\n' ' ') "
    number=0
    while IFS= read -r line || [ -n "$line" ]; do
        number=$((number + 1))
        line=$(printf '%s' "$line" | tr -d '\r')
        case $line in
            '' | '#'*) continue ;;
            'export '*) line=${line#export } ;;
        esac
        name=${line%%=*}
        value=${line#*=}
        case $name in
            "$line" | '' | [0-9]* | *[!A-Za-z0-9_]*)
                say "Line $number of .env is not NAME=VALUE and was not read."
                continue
                ;;
        esac
        case $value in
            '"'*'"') value=${value#?} value=${value%?} ;;
            "'"*"'") value=${value#?} value=${value%?} ;;
        esac
        case $given in
            *" $name "*) ;;
            *) export "$name=$value" ;;
        esac
    done <.env
}

# The image brings its own Java and a finished build; a clone has neither yet.
find_java() {
    if [ -x runtime/bin/java ]; then
        java=runtime/bin/java
        return
    fi
    . scripts/java.sh
    find_java25
    [ -n "$JAVA25" ] || no_java25
    java=$JAVA25/bin/java
}

# The JVM checks a cache against itself, but not against the jars (25.0.3): a cache older than one of them, or made for others,
# would go on running what they held then.
cache_fits() {
    [ -f handcar.aot ] && [ -f handcar.aot.jars ] || return 1
    for jar in handcar.jar lib/*.jar; do
        [ ! "$jar" -nt handcar.aot ] || return 1
    done
    [ "$(jars)" = "$(cat handcar.aot.jars)" ]
}

jars() {
    stat -c '%s %n' handcar.jar lib/*.jar
}

# Folders count too: a file that was taken away changes the time of its folder.
sources_changed() {
    [ -f target/handcar.jar ] && [ -d target/lib ] || return 0
    # Maven leaves an unchanged jar alone, so the time of the last build here is kept beside it.
    last=target/built
    [ -f $last ] || last=target/handcar.jar
    [ -n "$(find src/main sql static docs pom.xml -newer $last -newer target/handcar.jar 2>/dev/null | head -n 1)" ]
}

build() {
    if [ -f target/handcar.jar ]; then
        say "Sources have changed: building."
    else
        say "Building Handcar. The first time fetches its libraries and takes a minute or two."
    fi
    mkdir -p target
    : >target/building
    tty=0
    [ ! -t 2 ] || tty=1
    # The last line carries Maven's success through the pipe.
    { ./mvnw -B -Dmaven.test.skip=true package 2>&1 && printf '\nstatus 0\n'; } | awk -v tty="$tty" '
        function show(text) { if (tty) printf "\r\033[K  %s", text > "/dev/stderr"; else print "  " text > "/dev/stderr" }
        /^Downloaded from|^\[INFO\] Downloaded from/ { if (++files % (tty ? 5 : 100) == 0) show(files " files fetched") }
        /^\[INFO\] --- / && !/[tT]est/ { split($3, step, ":"); show(step[1] " " step[length(step)]) }
        /^status 0$/ { fine = 1 }
        !/INFO|^Download/ { wrong[++lines] = $0 }
        END {
            if (tty) printf "\r\033[K" > "/dev/stderr"
            if (!fine) { for (i = 1; i <= lines && i <= 40; i++) print wrong[i] > "/dev/stderr"; exit 1 }
        }' || {
        say "The build failed; the lines above say why."
        exit 1
    }
    mv target/building target/built
}

run() {
    if [ -d src ]; then home=target; else home=.; fi
    # Classes as the JVM keeps them, loaded instead of parsed. The image brings a cache; a clone's is written at the first
    # orderly stop. A wrong or missing one only costs time.
    archive=$home/handcar.jsa
    cache=
    case ${JAVA_OPTS:-} in
        *AOT* | *Shared*) ;;
        *)
            # An older archive is refused and not made anew, and a start that failed early leaves a small one: drop both.
            if [ -f "$archive" ] && [ -n "$(find "$archive" \( -size -16000k -o ! -newer "$home/handcar.jar" -o ! -newer "$java" \) 2>/dev/null)" ]; then
                rm -f "$archive"
            fi
            if [ $home = . ] && cache_fits; then
                cache="-XX:AOTCache=$home/handcar.aot"
            elif [ "$1" = serve ] && [ -d src ] && [ -w "$home" ]; then
                cache="-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=$archive"
            elif [ -f "$archive" ]; then
                cache="-XX:SharedArchiveFile=$archive"
            fi
            ;;
    esac
    # docs/adr/0008-small-jvm.md says why. JAVA_OPTS comes last and wins; two collectors at once are an error, so that ours
    # is left out when JAVA_OPTS names one. Two carriers also on one CPU: a virtual thread that pins one must not stop all.
    options="-XX:+UseSerialGC -Xmx128m -Xms16m -XX:NewSize=8m -XX:MaxNewSize=10m -XX:TieredStopAtLevel=1"
    options="$options -XX:ReservedCodeCacheSize=24m -XX:TrimNativeHeapInterval=2000 -XX:+ExitOnOutOfMemoryError"
    options="$options -Djdk.virtualThreadScheduler.parallelism=2 -Xlog:disable -Xlog:all=error,cds*=off,aot*=off:stderr"
    case ${JAVA_OPTS:-} in
        *:+Use*GC*) options=${options#* } ;;
    esac
    # shellcheck disable=SC2086
    exec "$java" $options $cache ${JAVA_OPTS:-} -cp "$home/handcar.jar" handcar.app.Main "$@"
}

[ $# -gt 0 ] || set -- serve
case $1 in
    --help | -h | help)
        help
        exit 0
        ;;
    --print-config) set -- print-config ;;
    --jars)
        # what scripts/train.sh keeps beside the cache
        jars
        exit 0
        ;;
    serve | migrate | doctor | print-config) ;;
    *)
        say "There is no \"$1\"."
        help >&2
        exit 2
        ;;
esac
[ ! -f .env ] || read_env_file
find_java
if [ -d src ] && sources_changed; then build; fi
run "$@"
