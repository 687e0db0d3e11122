#!/usr/bin/env bash
# Builds everything and runs every test; the last line is "N passed, N failed". Needs the .NET SDK, and node with npm for
# Azurite, the emulator of Blob Storage, and Microsoft's checks of Power BI projects; where these two are missing and apt is
# there, it installs them. Packages are restored by name. Nothing listens beyond loopback, and every server that a test starts it also stops.
# A share of the tests from end to end runs a second time on the genuine Functions worker with the stores of Azure, as a deployment is. With --long all of
# them do, and once more on the worker with the stores of one machine; and instances of the hub in Azure are killed under load, which takes some minutes.
# With --long Debian's Chromium is installed too where apt is there, which prints the quarterly reports; without it these tests are skipped, and say so.
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

if [ "${1:-}" = --long ] && ! command -v chromium >/dev/null && command -v apt-get >/dev/null; then
  sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
  $sudo apt-get update -qq && $sudo apt-get install -y -qq chromium
fi

# Microsoft's checks of Power BI projects; without scripts and optional packages.
checks=tests/Hub.PowerBi.Tests/checks
if ! cmp -s $checks/package.json tests/.powerbi/installed; then
  mkdir -p tests/.powerbi && cp -R $checks/package.json $checks/stub tests/.powerbi/ &&
    npm install --prefix tests/.powerbi --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error && cp $checks/package.json tests/.powerbi/installed
fi

# One compiler for all projects, of this run alone: a process for each takes twice the processor time.
export UseSharedCompilation=true SharedCompilationId=hub-tests-$$
end_compiler() {
  local at
  at=$(dotnet --list-sdks | sed -n "s/^$(dotnet --version) \[\(.*\)\]$/\1/p")/$(dotnet --version)/Roslyn/bincore
  if [ -x "$at/VBCSCompiler" ]; then "$at/VBCSCompiler" -shutdown -pipename:"$SharedCompilationId" > /dev/null 2>&1; fi
}
trap end_compiler EXIT

echo "Building; the first time takes some minutes."
if ! dotnet build Hub.sln -v quiet; then
  echo "The build failed."
  echo "0 passed, 1 failed"
  exit 1
fi
# Where this fails, the tests of the worker say so.
echo "Publishing the hub for Azure, after $SECONDS s."
bash tests/publish-worker.sh
end_compiler

# Of passed tests a count every hundred, of failed ones all, and nothing of the log of the hubs that the tests start: a run that is quiet for minutes
# looks like one that hangs.
progress() {
  awk '/^ *Passed /{ if (++n % 100 == 0) { print "   " n " passed"; fflush() } shown = 0; next }
       /^ *Failed /{ shown = 1 }
       /^[0-9]+-[0-9]+-[0-9]+T/{ next }
       shown || /^Passed!|^Failed!|error/ { print; fflush() }'
}

results=$(mktemp -d)
trap 'rm -rf "$results"; end_compiler' EXIT
passed=0; failed=0; skipped=0; at=0
projects=(tests/*.Tests/*.csproj)
runs=1
if [ "${1:-}" = --long ]; then runs=2; fi

# run <name> <project> [<filter>]
run() {
  local name=$1 project=$2 filter=${3:-} code counters p f total
  at=$((at + 1))
  echo "== $name ($at of $((${#projects[@]} + runs))), after $SECONDS s"
  dotnet test "$project" --no-build --nologo -v quiet ${filter:+--filter "$filter"} \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal" --results-directory "$results" | progress
  code=${PIPESTATUS[0]}
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null | head -n 1)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  p=$(count passed); f=$(count failed); total=$(count total)
  if [ -z "$p" ]; then
    # The run itself broke: no result is a failure, not a silence.
    failed=$((failed + 1))
    return
  fi
  passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + total - p - f))
  if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then failed=$((failed + 1)); fi
}

for project in "${projects[@]}"; do
  filter=
  if [ "$(basename "$project")" = Hub.EndToEnd.Tests.csproj ]; then filter="Runtime!=azure"; fi
  run "$(basename "$project" .csproj)" "$project" "$filter"
done
share="Runtime=both&Runtime!=local"
bad_days="Runtime=azure&Length!=long"
if [ "${1:-}" = --long ]; then
  share="Runtime!=local&Runtime!=azure"
  bad_days="Runtime=azure"
  HUB_TESTS_RUNTIME=worker run Hub.EndToEnd.Tests.OnWorker tests/Hub.EndToEnd.Tests/Hub.EndToEnd.Tests.csproj "$share"
fi
HUB_TESTS_RUNTIME=azure run Hub.EndToEnd.Tests.InAzure tests/Hub.EndToEnd.Tests/Hub.EndToEnd.Tests.csproj "($share&Runtime!=hub-links)|($bad_days)"

if [ "$skipped" -gt 0 ]; then
  echo "$skipped skipped, because:"
  grep -h -A 12 'outcome="NotExecuted"' "$results"/*.trx | grep -o '<Message>[^<]*\|<StdOut>[^<]*' | sed 's/<[^>]*>/  /' | sort | uniq -c
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
