#!/bin/bash
# get-pgvector.sh 15|17 FOLDER: builds pgvector, which Debian 12 does not package, for a PostgreSQL of that version.
# FOLDER/lib/vector.so and FOLDER/extension/* are what HANDCAR_PGVECTOR wants: 17 for the embedded server, 15 for Debian's.
# Takes a few seconds; the sources come through apt from the mirror this machine already uses (Debian 13's source package
# and that version's server headers), with lists and caches of its own so that the system's stay as they are.
set -euo pipefail
major=${1:?usage: get-pgvector.sh 15|17 FOLDER}
folder=$(realpath -m "${2:?usage: get-pgvector.sh 15|17 FOLDER}")
case $major in
    15) headers_from=bookworm ;;
    17) headers_from=trixie ;;
    *)
        echo "get-pgvector.sh knows PostgreSQL 15 and 17, not $major" >&2
        exit 2
        ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Both forms apt knows: deb822 files ("URIs: …") and one-line lists ("deb [options] …").
mirror=$({ cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true; } |
    sed -nE 's#^(URIs:|deb (\[[^]]*\] )?) *(https?://[^ ]*/debian)/?( .*)?$#\3#p' | head -n 1)
[ -n "$mirror" ] || {
    echo "get-pgvector.sh: no Debian mirror in /etc/apt" >&2
    exit 1
}

mkdir -p apt/lists/partial apt/cache/archives/partial
signed="[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
printf '%s\n' "deb $signed $mirror $headers_from main" "deb-src $signed $mirror trixie main" >apt/sources
cat >apt/conf <<CONF
Dir::Etc::SourceList "$work/apt/sources";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$work/apt/lists";
Dir::Cache "$work/apt/cache";
Acquire::Languages "none";
APT::Sandbox::User "root";
CONF
export APT_CONFIG=$work/apt/conf
apt-get -qq update
apt-get -qq source --download-only pgvector >/dev/null
apt-get -qq download "postgresql-server-dev-$major"

dpkg-deb -x postgresql-server-dev-*.deb headers
mkdir source
tar -xzf pgvector_*.orig.tar.gz -C source --strip-components=1
version=$(sed -n "s/^default_version = '\(.*\)'/\1/p" source/vector.control)

# pgvector's own optimisation flags, without the server's LLVM tool chain; PostgreSQL 15 finds its module's magic block
# only when symbols stay visible.
compile() {
    gcc -O2 -ftree-vectorize -fassociative-math -fno-signed-zeros -fno-trapping-math -fwrapv -fno-strict-aliasing \
        -fPIC -D_GNU_SOURCE -Isource/src -I"headers/usr/include/postgresql/$major/server" -c "$1" \
        -o "$(basename "$1" .c).o"
}
export -f compile
export major
printf '%s\n' source/src/*.c | xargs -P"$(nproc)" -I{} bash -c 'compile "$1"' _ {}
mkdir -p "$folder/lib" "$folder/extension"
gcc -shared -s -o "$folder/lib/vector.so" ./*.o -lm
cp source/vector.control "$folder/extension/"
cp source/sql/vector.sql "$folder/extension/vector--$version.sql"
echo "pgvector $version for PostgreSQL $major in $folder"
