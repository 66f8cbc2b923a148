# Sourced, not run: sets JAVA25 to the home of a Java that is at least 25, or leaves it empty.
# JAVA_HOME wins, then the java on the PATH, then the places where systems and version managers keep theirs.

# The feature release of a Java home, read from its release file: starting a JVM to ask costs 40 ms, this costs none.
java_release() {
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

find_java25() {
    JAVA25=
    on_path=$(command -v java || true)
    # On macOS /usr/bin/java is only a stub; java_home knows the real ones.
    mac=$([ -x /usr/libexec/java_home ] && /usr/libexec/java_home -v 25+ 2>/dev/null || true)
    for home in "${JAVA_HOME:-}" \
        "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")}" "$mac" \
        /usr/lib/jvm/* /opt/jdk* /opt/java* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home; do
        [ -n "$home" ] && [ -x "$home/bin/java" ] || continue
        release=$(java_release "$home")
        if [ "${release:-0}" -ge 25 ]; then
            JAVA25=$home
            return
        fi
    done
}

no_java25() {
    echo "Handcar needs Java 25: install a JDK 25 (Debian: apt-get install temurin-25-jdk from adoptium.net, macOS: brew install openjdk, anywhere: sdk install java 25-tem) or set JAVA_HOME to one." >&2
    exit 1
}
