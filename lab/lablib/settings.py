"""Where the lab keeps things, and its names, ports and addresses."""
import os
import pathlib

HERE = pathlib.Path(__file__).resolve().parent.parent     # the folder of `lab`
HOME = pathlib.Path(os.environ.get('LAB_HOME')
                    or pathlib.Path.home() / '.openstack-lab').resolve()
OFFSET = int(os.environ.get('LAB_PORT_OFFSET', '0'))
RELEASES = pathlib.Path(os.environ.get('LAB_RELEASES_DIR')
                        or HERE / 'releases').resolve()
ETC, DATA, LOG, RUN, LIB, MARK = (HOME / d for d in (
    'etc', 'data', 'log', 'run', 'lib', 'done'))
VENV, TVENV = HOME / 'venv', HOME / 'tempest-venv'
BIN = VENV / 'bin'
IP = '127.0.0.1'
PW = 'lab-secret'          # every password of the lab
REGION = 'RegionOne'
COMPUTES = ('lab-compute-1', 'lab-compute-2')
PORT = {k: v + OFFSET for k, v in {
    'keystone': 5000, 'glance': 9292, 'placement': 8778, 'nova': 8774,
    'neutron': 9696, 'cinder': 8776, 'heat': 8004, 'heat-cfn': 8000,
    'swift': 8888, 'swift-account': 6202, 'swift-container': 6201,
    'swift-object': 6200, 'mariadb': 13306, 'rabbitmq': 15682,
    'rabbit-dist': 15683, 'epmd': 14369, 'memcached': 11311}.items()}


def url(name, path=''):
    return 'http://%s:%d%s' % (IP, PORT[name], path)


def db_url(name):
    return ('mysql+pymysql://lab:%s@%s:%d/%s?charset=utf8'
            % (PW, IP, PORT['mariadb'], name))


def base_env():
    """The services' environment: ours, less what would lead them astray."""
    env = {k: v for k, v in os.environ.items()
           if not k.startswith(('OS_', 'PYTHON', 'RABBITMQ', 'UWSGI'))}
    env.update(PATH='%s:%s' % (BIN, env.get('PATH', '')),
               PYTHONPATH=str(LIB), PYTHONUNBUFFERED='1',
               PYTHONWARNINGS='ignore', no_proxy=IP, LANG='C.UTF-8',
               OS_KEYSTONE_CONFIG_DIR=str(ETC / 'keystone'),
               OS_KEYSTONE_CONFIG_FILES='keystone.conf',
               OS_GLANCE_CONFIG_DIR=str(ETC / 'glance'),
               OS_PLACEMENT_CONFIG_DIR=str(ETC / 'placement'),
               OS_NOVA_CONFIG_DIR=str(ETC / 'nova'),
               OS_NEUTRON_CONFIG_DIR=str(ETC / 'neutron'),
               OS_NEUTRON_CONFIG_FILES='neutron.conf')
    for k in ('http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY',
              'all_proxy', 'ALL_PROXY'):
        env.pop(k, None)
    return env
