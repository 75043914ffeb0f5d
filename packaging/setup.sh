#!/bin/sh
# Makes this folder ready: system libraries, uv, and the locked environment in .venv.
#
#   sh packaging/setup.sh run     what the program needs
#   sh packaging/setup.sh test    that, and what only the tests need
#   sh packaging/setup.sh pack    that, and what only packaging needs
#
# Safe to repeat. Exit 3: something is missing that only an administrator can install; the command is printed.
set -eu
cd "$(dirname "$0")/.."
for_what=${1:-run}
uv_version=0.13.9
PATH=$PATH:/usr/sbin:/sbin

present() {
    case $1 in
        python:ensurepip) command -v uv >/dev/null || python3 -c 'import ensurepip' 2>/dev/null ;;
        lib*.so.*) ldconfig -p | grep -qF "$1 " ;;
        /*) [ -e "$1" ] ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

missing_packages() {
    grep -v '^#' packaging/debian.txt | while read -r when sign package; do
        [ -n "$when" ] || continue
        [ "$when" = run ] || [ "$when" = "$for_what" ] || continue
        present "$sign" || printf ' %s' "$package"
    done
}

install_packages() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        printf 'Missing on this system. Install, then repeat:\n  sudo apt-get install --no-install-recommends%s\n' "$1" >&2
        exit 3
    fi
    echo "Installing system packages:$1"
    # shellcheck disable=SC2086  # $1 is a list of words; $as_root may be none
    {
        $as_root apt-get update -qq
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1
    } >/dev/null
}

find_uv() {
    if command -v uv >/dev/null; then
        command -v uv
        return
    fi
    if [ ! -x .uv/bin/uv ]; then
        python3 -m venv .uv
        .uv/bin/python -m pip install --quiet "uv==$uv_version"
    fi
    echo .uv/bin/uv
}

if command -v apt-get >/dev/null; then
    packages=$(missing_packages)
    [ -z "$packages" ] || install_packages "$packages"
fi

uv=$(find_uv)
[ -x .venv/bin/python ] || "$uv" venv --quiet --python '>=3.11,<3.14' .venv
export VIRTUAL_ENV="$PWD/.venv" UV_COMPILE_BYTECODE=1
"$uv" pip sync --quiet --require-hashes requirements.lock
"$uv" pip install --quiet --no-deps --no-build-isolation --editable .
