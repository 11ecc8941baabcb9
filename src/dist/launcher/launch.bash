# Sourced by ./rafka of the source tree and by bin/rafka of an installed one, as a process of its own would take longer:
# finds Java, decides on its options, and starts rafka.
#
#   find_java HOME             # sets $java, $java_version, $java_build and $java_feature; ends if there is none
#   launch HOME ARGUMENT...    # HOME has rafka.jar, lib, and where they are: runtime, a Java of its own; archive
#
# RAFKA_JAVA_OPTS: further options for the JVM, for example -Xmx512m.

launcher=$(dirname "${BASH_SOURCE[0]}")

fail() {
    printf 'rafka: %s\n' "$1" >&2
    exit 1
}

find_java() {
    local home=$1 release key value
    java=java
    if [ -x "$home/runtime/bin/java" ]; then
        java=$home/runtime/bin/java
    elif [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
    fi
    command -v "$java" >/dev/null 2>&1 \
        || fail "no Java found ($java); a JDK 17 or newer is needed, in PATH or JAVA_HOME"
    # A JDK has a file that tells what it is; to ask it takes a JVM.
    java_version='' java_build=''
    release=$(readlink -f "$(command -v "$java")")
    release=${release%/bin/java}/release
    if [ -r "$release" ]; then
        while IFS='=' read -r key value; do
            case $key in
                JAVA_VERSION) java_version=${value//\"/} ;;
                JAVA_RUNTIME_VERSION) java_build=${value//\"/} ;;
            esac
        done <"$release"
    fi
    if [ -z "$java_version" ]; then
        java_version=$("$java" -version 2>&1 | sed -nE 's/.* version "([^"]*)".*/\1/p' | head -n 1)
    fi
    java_feature=${java_version#1.}
    java_feature=${java_feature%%[!0-9]*}
    [ "${java_feature:-0}" -ge 17 ] || fail "$java is Java ${java_feature:-unknown}; a JDK 17 or newer is needed"
}

# docs/decisions/0012-archives-of-classes.md says why each of the options.

add_heap_options() {
    # The JVM does not let the last of two collectors win.
    local own_collector='' own all begin sizes percentage
    [[ ! ${RAFKA_JAVA_OPTS:-} =~ (^|[[:space:]])-XX:\+Use[A-Za-z0-9]*GC([[:space:]]|$) ]] || own_collector=yes
    [ -n "$own_collector" ] || options+=(-XX:+UseParallelGC)
    # Whether the user says how large the heap is to be. What comes before our own options does not win over them.
    own="${RAFKA_JAVA_OPTS:-} ${_JAVA_OPTIONS:-}"
    all="$own ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}"
    begin=$'(^|[[:space:]"\'])'
    sizes="$begin(@|-Xm[xn]|-XX:(Flags|VMOptionsFile|MaxHeapSize|MaxRAM|NewSize|MaxNewSize)=)"
    percentage="$begin-XX:MaxRAMPercentage="
    if [[ $all =~ $sizes || $own =~ $percentage ]] || ! [ -r "$launcher/memory.bash" ]; then
        return 0
    fi
    # shellcheck source=src/dist/launcher/memory.bash
    . "$launcher/memory.bash"
    find_memory
    # A JVM before 24 does not see the limits of the groups around its own.
    [ -z "$memory_limit" ] || options+=("-XX:MaxRAM=${memory_limit}m")
    # The new generation may take a third of the heap. More than 192 MB it does not need; in a heap that is not much
    # larger, that would leave nothing for the old one.
    if ((${memory:-0} >= 4 * 3 * 192)); then
        options+=(-XX:MaxNewSize=192m)
        # Room for what stays, so that it need not be collected each time it has grown by half; what is not used takes
        # no memory. Only this collector lets what is new begin small, and grow.
        [ -n "$own_collector" ] || options+=(-Xms256m -XX:NewSize=4m)
    fi
}

add_version_options() {
    # Experimental in some of these; C libraries other than GNU's cannot do it, and Java would say so.
    local trims='^(17\.0\.[1-9][0-9]|21\.0\.([2-9]|[1-9][0-9])|2[2-9]|[3-9][0-9])([^0-9]|$)'
    if [[ $OSTYPE == linux-gnu* && $java_version =~ $trims ]]; then
        options+=(-XX:+UnlockExperimentalVMOptions -XX:TrimNativeHeapInterval=2000)
    fi
    if [ "$java_feature" -ge 24 ]; then
        # Netty and Kafka still use it; from Java 24 on each use is announced.
        options+=(--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED)
    fi
}

# Where nothing may be written, as in an installed tree that belongs to root, it stays without, or with what it was
# given when it was installed.
archives_can_be_made() { # <home>
    if [ -e "$1/archive" ]; then
        [ -d "$1/archive" ] && [ -w "$1/archive" ]
    else
        [ -w "$1" ]
    fi
}
add_archive() { # <home> <argument...>: an archive of classes, made once for each build and each JDK
    local home=$1 mode=embedded argument archive
    shift
    # The wrong one of the two would only be less of a help.
    for argument; do
        case $argument in
            -c* | --config | --config=*) mode=cluster ;;
        esac
    done
    archive=$home/archive/$java_build-$mode.jsa
    if [ -n "$java_build" ] && [ ! "$archive" -nt "$home/rafka.jar" ] && archives_can_be_made "$home"; then
        printf 'rafka: preparing a faster start with Java %s, once ...\n' "$java_version" >&2
        "$launcher/archive" "$java" "$home/rafka.jar" "$home/archive" "$java_build" >/dev/null 2>&1 || true
    fi
    if [ -s "$archive" ] && [ "$archive" -nt "$home/rafka.jar" ]; then
        # The JVM checks that an archive is its own and of these jars. If not, it does without, and need not say so.
        options+=("-XX:SharedArchiveFile=$archive" -Xshare:auto '-Xlog:cds*=off')
    fi
}

launch() { # <home> <argument...>: becomes rafka
    local home=$1
    shift
    options=(-XX:MaxRAMPercentage=25 -Xms12m -Dio.netty.leakDetection.level=disabled)
    add_heap_options
    add_version_options
    add_archive "$home" "$@"
    # shellcheck disable=SC2086 # several options are meant to be split
    exec "$java" "${options[@]}" ${RAFKA_JAVA_OPTS:-} -jar "$home/rafka.jar" "$@"
}
