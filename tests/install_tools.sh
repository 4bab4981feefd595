#!/usr/bin/env bash
# What neither pip nor npm can bring. With "site": a Chinese font and the libraries that draw
# PDF forms; without them the site is built all the same, without PDF. Otherwise also what the
# tests need: Chromium, LibreOffice, poppler, and for the compiled scan gcc and clang. Installed
# from Debian's packages when missing; elsewhere the names are printed, and a test run stops.
set -euo pipefail

# Chromium without windows: the same pages for less than half of the work. Any other will do.
windowless=chromium-headless-shell

missing=()
command -v fc-list >/dev/null 2>&1 || missing+=(fontconfig)
if ! command -v fc-list >/dev/null 2>&1 || ! fc-list "Noto Sans CJK SC" family | grep -q .; then
  missing+=(fonts-noto-cjk)
fi
ldconfig -p 2>/dev/null | grep -q libpangoft2-1.0 || missing+=(libpango-1.0-0 libpangoft2-1.0-0)
if [ "${1:-}" != site ]; then
  command -v "$windowless" chromium chromium-browser google-chrome >/dev/null 2>&1 \
    || missing+=(chromium)
  command -v soffice >/dev/null 2>&1 || missing+=(libreoffice-writer-nogui libreoffice-calc-nogui)
  command -v pdftoppm >/dev/null 2>&1 || missing+=(poppler-utils)
  command -v gcc >/dev/null 2>&1 || missing+=(gcc libc6-dev)
  command -v clang >/dev/null 2>&1 || missing+=(clang libclang-rt-dev)
fi
run=()
[ "$(id -u)" -eq 0 ] || run=(sudo)
get() {
  DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends \
    "$@" >/dev/null
}
known() { apt-cache show "$1" >/dev/null 2>&1; }
if [ "${#missing[@]}" -eq 0 ]; then
  if [ "${1:-}" != site ] && ! command -v "$windowless" >/dev/null 2>&1 && known "$windowless"; then
    echo "Installing $windowless ..."
    get "$windowless" || echo "Not installed; the tests take a browser with windows." >&2
  fi
  exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then
  echo "Please install: ${missing[*]}" >&2
  [ "${1:-}" = site ] && exit 0
  exit 1
fi
echo "Installing ${missing[*]} ..."
install() {
  "${run[@]}" apt-get update -qq
  if known "$windowless"; then
    missing=("${missing[@]/%chromium/$windowless}")
  fi
  get "${missing[@]}"
}
if [ "${1:-}" = site ]; then
  install || echo "Not installed; the site will have no PDF forms." >&2
else
  install
fi
