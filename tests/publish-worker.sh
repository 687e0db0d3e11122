#!/usr/bin/env bash
# Publishes the hub for Azure as the tests of the genuine Functions worker run it, with stand-ins of the two extension packages that not every feed has
# (StandIns/): into tests/obj/worker/azure as it is deployed, and into tests/obj/worker/app with the stores of one machine (EmbeddedWorker/). What it makes must
# never be deployed; the project of the function app refuses to publish such a package without a property that only the tests set. Does nothing where nothing
# has changed.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
work=$PWD/obj/worker
mark=$work/published

if [ -e "$mark" ] && [ -z "$(find ../functions ../host.json ../Directory.*.props EmbeddedWorker StandIns publish-worker.sh \
  \( -name obj -o -name bin \) -prune -o -type f -newer "$mark" -print -quit)" ]; then exit 0; fi
rm -f "$mark"

# A package once restored stays in the package cache under its version: other sources are another version.
suffix=standin-$(find StandIns \( -name obj -o -name bin \) -prune -o -type f -print0 | sort -z | xargs -0 cat | sha256sum | cut -c 1-8)
if [ ! -e "$work/feed/$suffix" ]; then
  rm -rf "$work/feed"
  dotnet pack StandIns/StandIns.slnx -c Release -v quiet -o "$work/feed" -p:VersionSuffix="$suffix"
  touch "$work/feed/$suffix"
fi

# Debug, as the solution is built: all projects but two are the same in both flavours, and are not built again. One node: they share their folders.
publish() {
  rm -rf "$work/$1"
  dotnet publish ../functions/Hub.Functions -c Debug -v quiet -m:1 -p:HubRuntime=Azure -o "$work/$1" \
    -p:CustomAfterMicrosoftCommonTargets="$PWD/$2" -p:StandInFeed="$work/feed" -p:StandInSuffix="$suffix"
}
publish azure StandIns/StandIns.targets
publish app EmbeddedWorker/EmbeddedWorker.targets
touch "$mark"
