"""Pieces that the configurations of several services share."""
from lablib.files import write
from lablib.settings import (
    BIN, DATA, ETC, IP, LIB, PORT, PW, REGION, VENV, db_url, url)

MEMCACHED = '%s:%d' % (IP, PORT['memcached'])
CACHE = {'enabled': True, 'backend': 'dogpile.cache.pymemcache',
         'memcache_servers': MEMCACHED, 'backend_argument': 'url:' + MEMCACHED}
LOCKS = {'lock_path': str(DATA / 'locks')}
PASTE = VENV / 'etc'     # the installed packages bring these files


def authtoken(user):
    return {'www_authenticate_uri': url('keystone'),
            'auth_url': url('keystone'), 'auth_type': 'password',
            'username': user, 'password': PW, 'project_name': 'service',
            'user_domain_name': 'Default', 'project_domain_name': 'Default',
            'region_name': REGION, 'interface': 'public',
            'valid_interfaces': 'public',
            'memcached_servers': MEMCACHED,
            'token_cache_time': 300, 'service_token_roles': 'service',
            'service_token_roles_required': True}


def auth(user, **more):
    d = {k: v for k, v in authtoken(user).items() if k in (
        'auth_url', 'auth_type', 'username', 'password', 'project_name',
        'user_domain_name', 'project_domain_name', 'region_name',
        'valid_interfaces')}
    d.update(more)
    return d


def database(name):
    return {'connection': db_url(name), 'max_pool_size': 5,
            'max_overflow': 20, 'connection_recycle_time': 3600}


def messaging(conf):
    conf['DEFAULT']['transport_url'] = (
        'rabbit://guest:guest@%s:%d/' % (IP, PORT['rabbitmq']))
    conf['DEFAULT']['rpc_response_timeout'] = 120
    conf['oslo_messaging_notifications'] = {'driver': 'noop'}
    conf['oslo_messaging_rabbit'] = {
        'heartbeat_timeout_threshold': 0, 'rpc_conn_pool_size': 10}
    return conf


def uwsgi(name, module, script, processes, pyargv=''):
    # since 2025.1 the application is a module, before that a script in bin/
    here = list(VENV.glob('lib/*/site-packages/%s.py'
                          % module.replace('.', '/')))
    app = ('module = %s:application' % module if here
           else 'wsgi-file = %s' % (BIN / script))
    write(ETC / 'uwsgi' / (name + '.ini'), '''[uwsgi]
http-socket = %s:%d
%s
home = %s
pythonpath = %s
processes = %d
threads = 1
enable-threads = true
master = true
lazy-apps = true
need-app = true
die-on-term = true
exit-on-reload = true
worker-reload-mercy = 5
buffer-size = 65535
thunder-lock = true
add-header = Connection: close
http-chunked-input = true
http-raw-body = true
chunked-input-limit = 67108864
socket-timeout = 60
log-date = true
log-format = %%(method) %%(uri) %%(status) %%(size)B %%(msecs)ms
pyargv = %s
''' % (IP, PORT[name], app, VENV, LIB, processes, pyargv))
