# Sourced by what makes packages, in the root of the source tree.
# shellcheck disable=SC2034 # the variables are for them

# Sets $version, as in pom.xml; $tarball, what mvn package makes; and $epoch, the seconds of the time that all that is
# built has, so that what is built twice is the same.
find_version() {
    local time
    version=$(sed -nE 's|^  <version>(.*)</version>$|\1|p' pom.xml)
    tarball=$PWD/target/rafka-$version.tar.gz
    time=$(sed -nE 's|.*<project.build.outputTimestamp>(.*)</project.build.outputTimestamp>.*|\1|p' pom.xml)
    epoch=$(date -u -d "$time" +%s)
}

# Builds $tarball if it is not there. One that is there is taken, as who has just built it wants that one.
build_tarball() {
    if [ ! -f "$tarball" ]; then
        mvn -B -q -DskipTests -Dspotless.check.skip=true package >&2 || return 1
    elif [ -n "$(find src/main src/dist src/build pom.xml docs -newer "$tarball" -print -quit)" ]; then
        printf 'There are sources newer than %s: mvn package makes it anew.\n' "${tarball##*/}" >&2
    fi
}
