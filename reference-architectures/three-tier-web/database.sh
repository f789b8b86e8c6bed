#!/bin/sh
# The database server: its data belongs on the volume.
mkfs.ext4 -q /dev/vdb && mkdir -p /var/lib/data && mount /dev/vdb /var/lib/data
echo "application:$password" >/var/lib/data/users
