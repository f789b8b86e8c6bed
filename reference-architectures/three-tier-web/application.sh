#!/bin/sh
# The application: says who it is, and which database it would ask.
echo "PGHOST=$database PGUSER=application PGPASSWORD=$password" >/etc/application.conf
while true; do
    body="Hello from $(hostname)"
    printf 'HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n%s' "${#body}" "$body" | nc -l -p 8080
done &
