"""Swift's configuration, and its rings."""
from lablib.config_parts import MEMCACHED
from lablib.files import ini, sh, write
from lablib.settings import BIN, DATA, ETC, IP, PORT, PW, url


def swift_conf():
    sw = ETC / 'swift'
    dev = DATA / 'swift' / 'd1'
    dev.mkdir(parents=True, exist_ok=True)
    (DATA / 'swift' / 'cache').mkdir(exist_ok=True)
    ini(sw / 'swift.conf', {
        'swift-hash': {'swift_hash_path_prefix': 'lab',
                       'swift_hash_path_suffix': 'lab'},
        'storage-policy:0': {'name': 'Policy-0', 'default': 'yes'}})
    common = '''[DEFAULT]
bind_ip = %s
bind_port = %%d
workers = 0
user = root
swift_dir = %s
devices = %s
mount_check = false
log_address = /dev/null
log_level = WARNING
disable_fallocate = true
eventlet_debug = false
''' % (IP, sw, dev.parent)
    for kind, more in (
            ('account', '[account-replicator]\n[account-auditor]\n'
             '[account-reaper]\n'),
            ('container', '[container-replicator]\n[container-updater]\n'
             'interval = 5\nconcurrency = 1\nslowdown = 0.01\n'
             '[container-auditor]\n[container-sync]\n'),
            ('object', 'fsync_on_put = false\n[object-replicator]\n'
             '[object-reconstructor]\n'
             '[object-updater]\ninterval = 30\n[object-auditor]\n')):
        write(sw / (kind + '-server.conf'),
              common % PORT['swift-' + kind] + '''
[pipeline:main]
pipeline = healthcheck %s-server
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:recon]
use = egg:swift#recon
recon_cache_path = %s/swift/cache
[app:%s-server]
use = egg:swift#%s
%s''' % (kind, DATA, kind, kind, more))
    write(sw / 'container-reconciler.conf', '')
    write(sw / 'internal-client.conf', '''[DEFAULT]
swift_dir = %s
log_address = /dev/null
[pipeline:main]
pipeline = catch_errors proxy-logging cache symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:symlink]
use = egg:swift#symlink
[filter:cache]
use = egg:swift#memcache
memcache_servers = %s:%d
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:catch_errors]
use = egg:swift#catch_errors
''' % (sw, IP, PORT['memcached']))
    write(sw / 'proxy-server.conf', '''[DEFAULT]
bind_ip = %(ip)s
bind_port = %(port)d
workers = 1
user = root
swift_dir = %(sw)s
log_address = /dev/null
log_level = INFO
eventlet_debug = false

[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck proxy-logging cache listing_formats container_sync bulk tempurl ratelimit crossdomain formpost authtoken keystoneauth staticweb copy container-quotas account-quotas slo dlo versioned_writes symlink proxy-logging proxy-server

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
concurrent_gets = false

[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
www_authenticate_uri = %(ks)s
auth_url = %(ks)s
auth_type = password
project_domain_name = Default
user_domain_name = Default
project_name = service
username = swift
password = %(pw)s
delay_auth_decision = true
cache = swift.cache
include_service_catalog = false
interface = public
service_token_roles_required = true

[filter:keystoneauth]
use = egg:swift#keystoneauth
operator_roles = admin, member, swiftoperator
reseller_admin_role = ResellerAdmin
system_reader_roles = SwiftSystemReader
project_reader_roles = reader
allow_overrides = true

[filter:cache]
use = egg:swift#memcache
memcache_servers = %(memc)s
memcache_max_connections = 4

[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:container_sync]
use = egg:swift#container_sync
[filter:bulk]
use = egg:swift#bulk
[filter:tempurl]
use = egg:swift#tempurl
allowed_digests = sha1 sha256 sha512
[filter:ratelimit]
use = egg:swift#ratelimit
[filter:crossdomain]
use = egg:swift#crossdomain
[filter:formpost]
use = egg:swift#formpost
allowed_digests = sha1 sha256 sha512
[filter:staticweb]
use = egg:swift#staticweb
[filter:copy]
use = egg:swift#copy
[filter:container-quotas]
use = egg:swift#container_quotas
[filter:account-quotas]
use = egg:swift#account_quotas
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
''' % dict(ip=IP, port=PORT['swift'], sw=sw, ks=url('keystone'), pw=PW,
           memc=MEMCACHED))


def swift_rings():
    sw = ETC / 'swift'
    for kind in ('account', 'container', 'object'):
        if (sw / (kind + '.ring.gz')).exists():
            continue
        builder = sw / (kind + '.builder')
        tool = BIN / 'swift-ring-builder'
        if builder.exists():
            builder.unlink()
        sh([tool, builder, 'create', '6', '1', '1'], 'setup-swift')
        sh([tool, builder, 'add', 'r1z1-%s:%d/d1' % (
            IP, PORT['swift-' + kind]), '1'], 'setup-swift')
        sh([tool, builder, 'rebalance'], 'setup-swift')
