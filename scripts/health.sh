#!/bin/bash
# The container's HEALTHCHECK: is the server alive? bash opens the socket itself, so the image needs neither curl nor a
# second JVM every half minute.
exec 3<>"/dev/tcp/127.0.0.1/${PORT:-8080}" || exit 1
printf 'GET /health/liveness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 2 status <&3
[[ $status == *" 200 "* ]]
