#!/bin/sh
# What the tests need beyond Python: Java and Maven (a real Neo4j server), Chromium (views).
# Installs what is missing by apt where we are root; elsewhere says in one line what to install.
missing=""
command -v java >/dev/null || missing="$missing openjdk-17-jre-headless"
command -v mvn >/dev/null || missing="$missing maven"
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing="$missing chromium"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing$missing" >&2
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "the tests need these programs; please install them:$missing" >&2
    exit 1
fi
