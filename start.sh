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
built-in model answers, and the admin token is generated and printed. Every setting stands in .railway-env.template;
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
    # Each of these was measured: docs/adr/0008-small-jvm.md. JAVA_OPTS comes last and wins; what cannot be overridden but
    # only left out is left out when JAVA_OPTS chooses a collector or a compiler of its own.
    heap="-Xmx128m -Xms12m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:NewSize=6m -XX:MaxNewSize=13m -XX:NewRatio=1"
    heap="$heap -XX:SurvivorRatio=3 -XX:TargetSurvivorRatio=90 -XX:-ShrinkHeapInSteps"
    collector="-XX:+UseSerialGC $heap"
    # Both compilers, each later than usual, so that a start is the first one's; the second within 5 MB and with less taken
    # in. But SHA-256 at once: the processor has it, and the password of each connection asks for it 16 000 times.
    compiler="-XX:CICompilerCount=2 -XX:ReservedCodeCacheSize=40m -XX:-SegmentedCodeCache -XX:CompileThresholdScaling=4"
    compiler="$compiler -XX:Tier3BackEdgeThreshold=20000 -XX:Tier4BackEdgeThreshold=1000000 -XX:Tier4InvocationThreshold=5000"
    compiler="$compiler -XX:Tier4MinInvocationThreshold=1000 -XX:Tier4CompileThreshold=10000 -XX:CompileCommand=quiet"
    compiler="$compiler -XX:InlineSmallCode=1000 -XX:MaxInlineLevel=9 -XX:FreqInlineSize=160 -XX:CompileCommand=MemLimit,*.*,5m"
    compiler="$compiler -XX:CompileCommand=CompileThresholdScaling,sun.security.provider.SHA2::implCompress,0.005"
    case ${JAVA_OPTS:-} in
        *:+Use*GC*) collector=-Xmx128m ;;
    esac
    case ${JAVA_OPTS:-} in
        *Tiered* | *CICompiler*) compiler= ;;
    esac
    # What a later Java no longer knows is ignored. The cache stays where it was made for, clean in memory, and without the
    # profiles with which the second compiler would begin at once.
    small="-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-AOTRecordTraining"
    small="$small -XX:-AOTReplayTraining -XX:TrimNativeHeapInterval=1000 -Xss512k"
    # What the compilers leave goes back to the system from one arena only.
    export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
    # Two carriers even on one CPU, because a pool that waits while pinned must not stop everything. Sockets are watched by a
    # thread of the system's, which takes one step less to wake who waits.
    # shellcheck disable=SC2086
    exec "$java" $collector $compiler $small -XX:+ExitOnOutOfMemoryError $cache \
        -Xlog:disable "-Xlog:all=error,cds*=off,aot*=off:stderr" \
        -Djdk.virtualThreadScheduler.parallelism=2 -Djdk.pollerMode=1 -Djava.awt.headless=true -Dfile.encoding=UTF-8 \
        ${JAVA_OPTS:-} \
        -cp "$home/handcar.jar" handcar.app.Main "$@"
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
