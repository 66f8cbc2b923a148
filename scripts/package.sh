#!/bin/sh
# package.sh FOLDER: puts together what the image runs (FOLDER/{runtime,lib,handcar.jar,handcar.aot*,start.sh,health.sh})
# and the list of what it is made of (handcar.cdx.json, CycloneDX). Needs a JDK 25; works the same inside a Docker build and
# on a laptop.
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
    ./mvnw -q -B -P sbom -Dmaven.test.skip=true package
    rm -rf "$OUT/lib" "$OUT/runtime" "$OUT/handcar.aot" "$OUT/handcar.aot.jars"
    mkdir -p "$OUT/lib" "$OUT/data"
    # In a container the database is somebody else's: the embedded one and what only it needs stay behind.
    for jar in target/lib/*.jar; do
        case $jar in
            */embedded-postgres* | */commons-compress-* | */commons-io-* | */commons-lang3-* | */xz-*) ;;
            *) cp -p "$jar" "$OUT/lib/" ;;
        esac
    done
    cp -p target/handcar.jar target/handcar.cdx.json start.sh scripts/health.sh "$OUT/"
    chmod 1777 "$OUT/data"
}

# Passwords need Argon2 of Bouncy Castle, and nothing else of it. Its jar is signed, which costs the first log-in 150 ms and
# 17 MB, and would keep its classes out of the start-up cache.
trim_bouncy_castle() {
    jar=$(echo "$OUT"/lib/bcprov-*.jar)
    part=$(mktemp -d)
    (cd "$part" && "$JAVA25/bin/jar" xf "$jar" META-INF/LICENSE.md org/bouncycastle/crypto org/bouncycastle/util \
        org/bouncycastle/asn1 org/bouncycastle/math)
    "$JAVA25/bin/jar" --create --no-manifest --file "$jar" -C "$part" .
    rm -rf "$part"
}

# jdeps reads from the class files which modules are used. Two it cannot see: jdk.charsets (web pages in East Asian
# encodings) and jdk.unsupported (Unsafe, by reflection). POI is no root of its own: its module descriptor requires
# modules that pom.xml leaves out. Compressed, because classes that every start needs come from the
# cache anyway; without the parts of the desktop that want a screen or a loudspeaker; without the symbol tables that only a
# debugger reads (docs/adr/0008-small-jvm.md has the measurements).
make_runtime() {
    modules=$("$JAVA25/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps --recursive \
        --class-path "$(echo "$OUT"/lib/*.jar | tr ' ' ':')" "$OUT/handcar.jar" $(ls "$OUT"/lib/*.jar | grep -v /poi-) 2>/dev/null | tail -n 1)
    say "modules $modules"
    "$JAVA25/bin/jlink" --add-modules "$modules,jdk.charsets,jdk.unsupported" --output "$OUT/runtime" \
        --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
        --exclude-files '**/libawt_xawt.so,**/libjawt.so,**/libsplashscreen.so,**/libjsound.so,**/bin/keytool,**/jrt-fs.jar,**/classlist'
    if command -v strip >/dev/null; then
        find "$OUT/runtime" -name '*.so' -exec strip --strip-unneeded {} +
    else
        say "there is no strip (binutils); the runtime stays 5 MB larger"
    fi
}

# bytes PATH…: what these files hold, whatever the disk makes of it.
bytes() {
    find "$@" -type f -exec cat {} + 2>/dev/null | wc -c
}

# What each part takes, as docs/deploying.md shows it.
table() {
    rest=$(($(bytes "$OUT/runtime") - $(bytes "$OUT/runtime/lib/modules") - $(bytes "$OUT/runtime/lib/server")))
    for row in "Java's classes=$(bytes "$OUT/runtime/lib/modules")" "the JVM=$(bytes "$OUT/runtime/lib/server")" \
        "the rest of the runtime=$rest" "libraries=$(bytes "$OUT/lib")" "Handcar=$(bytes "$OUT/handcar.jar")" \
        "start-up cache=$(bytes "$OUT/handcar.aot")" "all=$(bytes "$OUT")"; do
        say "$(printf '%-24s %6.1f MB' "${row%=*}" "$(echo "${row##*=}" | awk '{ print $1 / 1e6 }')")"
    done
}

copy_program
trim_bouncy_castle
make_runtime
scripts/train.sh "$OUT" || say "no start-up cache could be made; the server starts without it, a little slower"
table
