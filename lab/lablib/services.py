"""Every service of the lab, in the order they start in."""
from lablib.files import say
from lablib.health import broker, database_up, http, listed, tcp
from lablib.processes import Service
from lablib.settings import BIN, COMPUTES, DATA, ETC, IP, PORT, RUN


def services():
    def api(name, path='/', **kw):
        return Service(name, [BIN / 'uwsgi', '--ini',
                              ETC / 'uwsgi' / (name + '.ini')],
                       http(name, path), **kw)

    def swift(name, program, config, health):
        folder = ETC / 'swift'
        return Service(name, [BIN / 'python', '-m', 'labfakes.swift_run',
                              folder, BIN / program, folder / config], health)

    rabbit = DATA / 'rabbitmq'
    renv = {'HOME': rabbit, 'RABBITMQ_NODENAME': 'lab@localhost',
            'RABBITMQ_MNESIA_BASE': rabbit / 'mnesia',
            'RABBITMQ_LOG_BASE': rabbit / 'log',
            'RABBITMQ_CONFIG_FILE': ETC / 'rabbitmq' / 'rabbitmq',
            'RABBITMQ_CONF_ENV_FILE': '/dev/null',
            'RABBITMQ_ENABLED_PLUGINS_FILE':
                ETC / 'rabbitmq' / 'enabled_plugins',
            'RABBITMQ_DIST_PORT': PORT['rabbit-dist'],
            'RABBITMQ_PID_FILE': RUN / 'rabbit.real.pid',
            'ERL_EPMD_PORT': PORT['epmd'], 'ERL_EPMD_ADDRESS': IP,
            'ERL_CRASH_DUMP_SECONDS': 0,
            'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS':
                '+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none '
                '-kernel inet_dist_use_interface {127,0,0,1}'}
    infra = [
        Service('mariadb', ['mariadbd', '--defaults-file=%s' % (
            ETC / 'my.cnf')], database_up),
        Service('memcached', ['memcached', '-u', 'root', '-l', IP, '-p',
                              PORT['memcached'], '-m', '64', '-t', '1'],
                tcp('memcached')),
        Service('epmd', ['epmd', '-address', IP, '-port', PORT['epmd']],
                tcp('epmd')),
        Service('rabbitmq', ['/usr/lib/rabbitmq/bin/rabbitmq-server'],
                broker, renv)]
    nova = ['--config-file', ETC / 'nova' / 'nova.conf']
    cinder = ['--config-file', ETC / 'cinder' / 'cinder.conf']
    heat = ['--config-file', ETC / 'heat' / 'heat.conf']
    first = [api('keystone', '/v3')]
    rest = [
        api('placement'), api('glance', '/versions'), api('neutron'),
        api('nova'), api('cinder')]
    rest += [Service('nova-conductor', [BIN / 'nova-conductor'] + nova,
                     listed('nova', '/v2.1/os-services', 'services',
                            binary='nova-conductor')),
             Service('nova-scheduler', [BIN / 'nova-scheduler'] + nova,
                     listed('nova', '/v2.1/os-services', 'services',
                            binary='nova-scheduler'))]
    rest += [swift('swift-' + k, 'swift-%s-server' % k, k + '-server.conf',
                   http('swift-' + k, '/healthcheck'))
             for k in ('account', 'container', 'object')]
    rest += [
        swift('swift-updater', 'swift-container-updater',
              'container-server.conf', lambda: None),
        swift('swift', 'swift-proxy-server', 'proxy-server.conf',
              http('swift', '/healthcheck')),
        Service('cinder-scheduler', [BIN / 'cinder-scheduler'] + cinder,
                listed('cinder', '/v3/PROJECT/os-services', 'services',
                       binary='cinder-scheduler')),
        Service('cinder-volume', [BIN / 'cinder-volume'] + cinder,
                listed('cinder', '/v3/PROJECT/os-services', 'services',
                       binary='cinder-volume')),
        Service('cinder-backup', [BIN / 'cinder-backup'] + cinder,
                listed('cinder', '/v3/PROJECT/os-services', 'services',
                       binary='cinder-backup')),
        api('heat'), api('heat-cfn'),
        Service('heat-engine', [BIN / 'heat-engine'] + heat,
                listed('heat', '/v1/PROJECT/services', 'services',
                       binary='heat-engine'))]
    computes = [
        Service('nova-' + host[4:], [
            BIN / 'python', '-m', 'labfakes.nova_compute', '--config-file',
            ETC / 'nova' / (host + '.conf')],
            listed('nova', '/v2.1/os-services', 'services',
                   binary='nova-compute', host=host))
        for host in COMPUTES]
    return infra, first, rest, computes


def everything():
    return [s for group in services() for s in group]


def launch(group, t0):
    fresh = []
    for s in group:
        if s.pid():
            say('  was up %s' % s.name)
        else:
            s.start()
        fresh.append(s)
    for s in fresh:
        s.wait(t0)
