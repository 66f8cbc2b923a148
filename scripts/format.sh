#!/bin/sh
# format.sh check|apply [GOOGLE-JAVA-FORMAT-JAR]: google-java-format (AOSP) over every Java file.
# A check looks only at files newer than the last clean one, which target/format.clean remembers.
set -eu
cd "$(dirname "$0")/.."
. scripts/java.sh
find_java25
[ -n "$JAVA25" ] || no_java25

VERSION=$(sed -n 's:.*<googlejavaformat.version>\(.*\)</googlejavaformat.version>.*:\1:p' pom.xml)
JAR=${2:-target/tools/google-java-format-$VERSION-all-deps.jar}
CLEAN=target/format.clean
if [ ! -f "$JAR" ]; then
    echo "format.sh: run ./mvnw -q -Pformat process-sources instead, which fetches the formatter first." >&2
    exit 1
fi

mkdir -p target
STARTED=target/format.started
: >"$STARTED"
case ${1:-} in
    check)
        NEWER=
        [ ! -f "$CLEAN" ] || [ "$JAR" -nt "$CLEAN" ] || NEWER="-newer $CLEAN"
        HOW="--dry-run --set-exit-if-changed"
        ;;
    apply)
        NEWER=
        HOW=--replace
        ;;
    *)
        echo "usage: format.sh check|apply [JAR]" >&2
        exit 2
        ;;
esac
# shellcheck disable=SC2086
find src -name '*.java' $NEWER >target/format.files
if [ -s target/format.files ]; then
    EXPORTS=
    for part in api code file parser tree util; do
        EXPORTS="$EXPORTS --add-exports=jdk.compiler/com.sun.tools.javac.$part=ALL-UNNAMED"
    done
    # shellcheck disable=SC2086
    if ! WRONG=$("$JAVA25/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC $EXPORTS -jar "$JAR" --aosp \
        --skip-javadoc-formatting $HOW @target/format.files); then
        echo "Not in the house format (./mvnw -q -Pformat process-sources mends it):" >&2
        echo "$WRONG" >&2
        exit 1
    fi
fi
mv "$STARTED" "$CLEAN"
