#!/usr/bin/env bash
# Builds everything and runs every test; the last line is "N passed, N failed". Needs the .NET SDK, and node with npm for
# Azurite, the emulator of Blob Storage; where these two are missing and apt is there, it installs them. Packages are
# restored by name. Nothing listens beyond loopback, and every server that a test starts it also stops.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v dotnet >/dev/null || { echo "The .NET SDK 10 is needed: https://dotnet.microsoft.com/download" >&2; echo "0 passed, 1 failed"; exit 1; }

# The tests themselves say so where Azurite is missing: what cannot be installed here is a failure there, not a silence.
azurite=3.37.0
if [ "$(cat tests/.azurite/installed 2>/dev/null)" != "$azurite" ]; then
  if ! { command -v node && command -v npm; } >/dev/null && command -v apt-get >/dev/null; then
    sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
    $sudo apt-get update -qq && $sudo apt-get install -y -qq nodejs npm
  fi
  # The mark is written last: an installation that broke off is done again.
  npm install --prefix tests/.azurite "azurite@$azurite" --ignore-scripts --no-audit --no-fund --loglevel=error &&
    echo "$azurite" > tests/.azurite/installed
fi

if ! dotnet build Hub.sln -v quiet; then
  echo "The build failed."
  echo "0 passed, 1 failed"
  exit 1
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0; failed=0; skipped=0
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  dotnet test "$project" --no-build --nologo -v quiet \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results"
  code=$?
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null | head -n 1)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  p=$(count passed); f=$(count failed); total=$(count total)
  if [ -z "$p" ]; then
    # The run itself broke: no result is a failure, not a silence.
    failed=$((failed + 1))
    continue
  fi
  passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + total - p - f))
  if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then failed=$((failed + 1)); fi
done

[ "$skipped" -gt 0 ] && echo "$skipped skipped (each says why above)"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
