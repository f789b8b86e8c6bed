"""What is made once, for the life of the data, in databases and cloud."""
import json
import shutil
import time

from lablib.files import say, sh
from lablib.settings import (
    BIN, DATA, ETC, HERE, HOME, MARK, PW, REGION, RUN, base_env, db_url, url)

DBS = ('keystone', 'glance', 'placement', 'nova_api', 'nova', 'nova_cell0',
       'neutron', 'cinder', 'heat')


def once(name):
    """Decorator: the step runs once for the life of the data."""
    def deco(fn):
        def run(*a):
            mark = MARK / name
            if not mark.exists():
                t = time.time()
                fn(*a)
                mark.write_text('%.1f s\n' % (time.time() - t))
                say('  set up %-15s %5.1f s' % (name, time.time() - t))
        return run
    return deco


@once('mariadb-files')
def mysql_files():
    d = DATA / 'mysql'
    shutil.rmtree(d, ignore_errors=True)
    d.mkdir(parents=True)
    sh(['mariadb-install-db', '--no-defaults', '--datadir=%s' % d,
        '--user=root', '--auth-root-authentication-method=normal',
        '--skip-test-db'], 'setup-mariadb')


@once('databases')
def databases():
    sql = ''.join('CREATE DATABASE IF NOT EXISTS %s CHARACTER SET utf8mb3;\n'
                  % d for d in DBS)
    sql += ("CREATE USER IF NOT EXISTS 'lab'@'127.0.0.1' IDENTIFIED BY "
            "'%s';\nGRANT ALL ON *.* TO 'lab'@'127.0.0.1' WITH GRANT OPTION;"
            "\nALTER USER 'root'@'localhost' IDENTIFIED BY '%s';\n"
            "FLUSH PRIVILEGES;\n" % (PW, PW))
    sh(['mariadb', '--no-defaults', '-uroot', '-S', RUN / 'mysql.sock',
        '-e', sql], 'setup-mariadb')


def conf(service, name):
    return ['--config-file', ETC / service / name]


@once('db-keystone')
def db_keystone():
    km = [BIN / 'keystone-manage'] + conf('keystone', 'keystone.conf')
    (DATA / 'keystone').mkdir(exist_ok=True)
    root = ['--keystone-user', 'root', '--keystone-group', 'root']
    sh(km + ['db_sync'], 'setup-keystone')
    sh(km + ['fernet_setup'] + root, 'setup-keystone')
    sh(km + ['credential_setup'] + root, 'setup-keystone')
    u = url('keystone')
    sh(km + ['bootstrap', '--bootstrap-password', PW,
             '--bootstrap-admin-url', u, '--bootstrap-internal-url', u,
             '--bootstrap-public-url', u, '--bootstrap-region-id', REGION],
       'setup-keystone')


@once('db-glance')
def db_glance():
    sh([BIN / 'glance-manage'] + conf('glance', 'glance-api.conf')
       + ['db_sync'], 'setup-glance')
    sh([BIN / 'glance-manage'] + conf('glance', 'glance-api.conf')
       + ['db_load_metadefs'], 'setup-glance')


@once('db-placement')
def db_placement():
    sh([BIN / 'placement-manage'] + conf('placement', 'placement.conf')
       + ['db', 'sync'], 'setup-placement')


@once('db-nova')
def db_nova():
    nm = [BIN / 'nova-manage'] + conf('nova', 'nova.conf')
    sh(nm + ['api_db', 'sync'], 'setup-nova')
    sh(nm + ['cell_v2', 'map_cell0', '--database_connection',
             db_url('nova_cell0')], 'setup-nova')
    cell_nova(nm)
    sh(nm + ['db', 'sync'], 'setup-nova')


@once('cell-nova')
def cell_nova(nm):
    sh(nm + ['cell_v2', 'create_cell', '--name', 'cell1'], 'setup-nova')


@once('db-neutron')
def db_neutron():
    sh([BIN / 'neutron-db-manage'] + conf('neutron', 'neutron.conf')
       + ['upgrade', 'heads'], 'setup-neutron')


@once('db-cinder')
def db_cinder():
    sh([BIN / 'cinder-manage'] + conf('cinder', 'cinder.conf')
       + ['db', 'sync'], 'setup-cinder')


@once('db-heat')
def db_heat():
    sh([BIN / 'heat-manage'] + conf('heat', 'heat.conf') + ['db_sync'],
       'setup-heat')


@once('accounts')
def accounts():
    bootstrap('accounts')


@once('resources')
def resources():
    sh([BIN / 'nova-manage'] + conf('nova', 'nova.conf')
       + ['cell_v2', 'discover_hosts'], 'setup-nova')
    bootstrap('resources')


def bootstrap(step):
    facts = {'endpoints': {
        'image': ('glance', url('glance')),
        'placement': ('placement', url('placement')),
        'compute': ('nova', url('nova', '/v2.1')),
        'network': ('neutron', url('neutron')),
        'block-storage': ('cinder', url('cinder', '/v3/$(project_id)s')),
        # the type's older name; nova and heat still look for it
        'volumev3': ('cinderv3', url('cinder', '/v3/$(project_id)s')),
        'orchestration': ('heat', url('heat', '/v1/$(project_id)s')),
        'cloudformation': ('heat-cfn', url('heat-cfn', '/v1')),
        'object-store': ('swift', url('swift', '/v1/AUTH_$(project_id)s'))},
        'password': PW, 'region': REGION, 'home': str(HOME)}
    env = dict(base_env(), OS_CLIENT_CONFIG_FILE=str(HOME / 'clouds.yaml'),
               LAB_FACTS=json.dumps(facts))
    sh([BIN / 'python', HERE / 'bootstrap.py', step], 'setup-' + step, env)
