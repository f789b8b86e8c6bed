#!/bin/sh
# The proxy: hands every request to one application server after the other.
while true; do
    for server in $servers; do
        nc -l -p 80 -e nc "$server" 8080
    done
done &
