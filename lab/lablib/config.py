"""The configuration of every service, and clouds.yaml."""
import pathlib
import shutil

from lablib.config_parts import (
    CACHE, LOCKS, PASTE, auth, authtoken, database, messaging, uwsgi)
from lablib.config_swift import swift_conf
from lablib.files import ini, write
from lablib.settings import (
    BIN, COMPUTES, DATA, ETC, HERE, HOME, IP, LIB, LOG, MARK, PORT, PW,
    REGION, RUN, url)


def privsep(name):
    return {'helper_command': '%s --config-file %s' % (
        BIN / 'privsep-helper', ETC / name / (name + '.conf'))}


def infrastructure():
    """MariaDB and RabbitMQ."""
    write(ETC / 'my.cnf', '''[mysqld]
datadir = %(data)s/mysql
socket = %(run)s/mysql.sock
pid-file = %(run)s/mysql.real.pid
port = %(port)d
bind-address = 127.0.0.1
user = root
skip-name-resolve
skip-log-bin
performance_schema = OFF
max_connections = 1000
character-set-server = utf8mb3
innodb_buffer_pool_size = 256M
innodb_log_file_size = 64M
innodb_flush_log_at_trx_commit = 0
innodb_flush_method = O_DIRECT_NO_FSYNC
innodb_doublewrite = 0
innodb_file_per_table = 0
innodb_stats_persistent = 0
sync_binlog = 0
table_definition_cache = 2000
table_open_cache = 2000
thread_cache_size = 64
transaction-isolation = REPEATABLE-READ
''' % dict(data=DATA, run=RUN, port=PORT['mariadb']))
    write(ETC / 'rabbitmq' / 'rabbitmq.conf', '''listeners.tcp.1 = %s:%d
heartbeat = 0
collect_statistics = none
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 1GB
log.console = true
log.console.level = warning
log.file = false
''' % (IP, PORT['rabbitmq']))
    write(ETC / 'rabbitmq' / 'enabled_plugins', '[].\n')


def keystone():
    ini(ETC / 'keystone' / 'keystone.conf', {
        'DEFAULT': {'use_stderr': True, 'log_file': '', 'max_token_size': 255,
                    'public_endpoint': url('keystone')},
        'database': database('keystone'), 'cache': CACHE,
        'token': {'provider': 'fernet', 'expiration': 86400},
        'fernet_tokens': {'key_repository': DATA / 'keystone' / 'fernet'},
        'credential': {'key_repository': DATA / 'keystone' / 'credential'},
        'receipt': {'key_repository': DATA / 'keystone' / 'fernet'},
        'fernet_receipts': {'key_repository': DATA / 'keystone' / 'fernet'},
        # the default costs a quarter of a CPU second for each log-in
        'identity': {'password_hash_rounds': 4},
        'security_compliance': {'unique_last_password_count': 2},
        'oslo_messaging_notifications': {'driver': 'noop'}})
    uwsgi('keystone', 'keystone.wsgi.api', 'keystone-wsgi-public', 2)


def glance():
    ini(ETC / 'glance' / 'glance-api.conf', {
        'DEFAULT': {'use_stderr': True, 'log_file': '',
                    'bind_host': IP, 'bind_port': PORT['glance'],
                    'enabled_backends': 'lab:file',
                    'node_staging_uri': 'file://%s/glance/staging' % DATA,
                    'show_multiple_locations': False,
                    'image_cache_dir': DATA / 'glance' / 'cache',
                    'worker_self_reference_url': url('glance')},
        'glance_store': {'default_backend': 'lab'},
        # Tempest's guideline tests upload noise under every format's name
        'image_format': {'require_image_format_match': False},
        'lab': {'filesystem_store_datadir': DATA / 'glance' / 'images',
                'filesystem_thin_provisioning': True},
        'os_glance_staging_store': {
            'filesystem_store_datadir': DATA / 'glance' / 'staging'},
        'os_glance_tasks_store': {
            'filesystem_store_datadir': DATA / 'glance' / 'tasks'},
        'database': database('glance'),
        'keystone_authtoken': authtoken('glance'),
        'paste_deploy': {'flavor': 'keystone', 'config_file':
                         PASTE / 'glance' / 'glance-api-paste.ini'},
        'oslo_concurrency': LOCKS,
        'wsgi': {'task_pool_threads': 4},
        'oslo_messaging_notifications': {'driver': 'noop'}})
    for d in ('images', 'staging', 'tasks', 'cache'):
        (DATA / 'glance' / d).mkdir(parents=True, exist_ok=True)
    uwsgi('glance', 'glance.wsgi.api', 'glance-wsgi-api', 2)


def placement():
    ini(ETC / 'placement' / 'placement.conf', {
        'DEFAULT': {'use_stderr': True}, 'api': {'auth_strategy': 'keystone'},
        'placement_database': database('placement'),
        'keystone_authtoken': authtoken('placement')})
    uwsgi('placement', 'placement.wsgi.api', 'placement-api', 1)


def nova_conf(host, state):
    conf = messaging({
        'DEFAULT': {
            'use_stderr': True, 'my_ip': IP, 'host': host,
            'state_path': state,
            'compute_driver': 'lab.LabDriver',
            'allow_resize_to_same_host': True,
            'sync_power_state_interval': -1,
            'heal_instance_info_cache_interval': -1,
            'update_resources_interval': 300,
            'bandwidth_poll_interval': -1,
            'volume_usage_poll_interval': 0,
            'shelved_offload_time': 0,
            'service_down_time': 180, 'report_interval': 30,
            'initial_cpu_allocation_ratio': 16.0,
            'max_concurrent_builds': 20,
            'resize_confirm_window': 0},
        'api': {'auth_strategy': 'keystone',
                'list_records_by_skipping_down_cells': True},
        'wsgi': {'api_paste_config': PASTE / 'nova' / 'api-paste.ini'},
        'api_database': database('nova_api'),
        'database': database('nova'), 'cache': CACHE,
        'keystone_authtoken': authtoken('nova'),
        'service_user': auth('nova', send_service_user_token=True),
        'placement': auth('placement'),
        'neutron': auth('neutron', service_metadata_proxy=True,
                        default_floating_pool='public'),
        'cinder': auth('nova', os_region_name=REGION,
                       catalog_info='block-storage::publicURL'),
        'glance': {'region_name': REGION, 'valid_interfaces': 'public'},
        'keystone': auth('nova'),
        'quota': {k: 10000 for k in (
            'instances', 'key_pairs', 'server_groups',
            'server_group_members')} | {'cores': 40000,
                                        'ram': 80000000,
                                        'metadata_items': 128,
                                        'injected_files': 5},
        'filter_scheduler': {
            'track_instance_changes': False,
            'enabled_filters': 'ComputeFilter,'
            'ComputeCapabilitiesFilter,ImagePropertiesFilter,'
            'ServerGroupAntiAffinityFilter,ServerGroupAffinityFilter,'
            'SameHostFilter,DifferentHostFilter'},
        'conductor': {'workers': 1}, 'scheduler': {'workers': 1},
        'vnc': {'enabled': True,
                'novncproxy_base_url': url('nova', '/vnc_lite.html')},
        'oslo_concurrency': LOCKS,
        'key_manager': {
            'backend': 'nova.keymgr.conf_key_mgr.ConfKeyManager',
            'fixed_key': 'a' * 64},
        'workarounds': {'enable_qemu_monitor_announce_self': False}})
    pathlib.Path(state, 'instances').mkdir(parents=True, exist_ok=True)
    if host in COMPUTES:    # a compute host must not reach the database
        del conf['api_database'], conf['database']
    return conf


def nova():
    """One file for the common part, and one for each compute host."""
    ini(ETC / 'nova' / 'nova.conf', nova_conf('lab-controller', DATA / 'nova'))
    for host in COMPUTES:
        ini(ETC / 'nova' / (host + '.conf'), nova_conf(host, DATA / host))
    uwsgi('nova', 'nova.wsgi.osapi_compute', 'nova-api-wsgi', 2)


def neutron():
    q = {'quota_' + k: -1 for k in (
        'network', 'subnet', 'port', 'router', 'floatingip',
        'security_group', 'security_group_rule', 'rbac_policy',
        'trunk', 'subnetpool', 'address_group')}
    ini(ETC / 'neutron' / 'neutron.conf', messaging({
        'DEFAULT': {
            'use_stderr': True, 'core_plugin': 'ml2',
            'service_plugins': 'router,qos,trunk,segments,metering,'
            'port_forwarding,auto_allocate,network_ip_availability,flavors,'
            'revisions,timestamp,tag,conntrack_helper,'
            'network_segment_range,local_ip,log',
            'bind_host': IP, 'state_path': DATA / 'neutron',
            'auth_strategy': 'keystone', 'allow_overlapping_ips': True,
            'dhcp_agent_notification': False, 'network_auto_schedule': False,
            'router_auto_schedule': False, 'dns_domain': 'lab.example.',
            'notify_nova_on_port_status_changes': True,
            'notify_nova_on_port_data_changes': True,
            'max_routes': 100, 'rpc_workers': 0, 'rpc_state_report_workers': 0,
            'api_paste_config': PASTE / 'neutron' / 'api-paste.ini',
            'global_physnet_mtu': 1500},
        'database': database('neutron'),
        'keystone_authtoken': authtoken('neutron'),
        'nova': auth('nova'), 'placement': auth('placement'),
        'oslo_concurrency': LOCKS,
        'quotas': dict(q, default_quota=-1, track_quota_usage=True),
        'service_providers': {},
        'ml2': {'type_drivers': 'flat,vlan,vxlan,local',
                'tenant_network_types': 'vxlan',
                'mechanism_drivers': 'lab,openvswitch',
                'extension_drivers': 'port_security,qos,dns'},
        'ml2_type_flat': {'flat_networks': 'public'},
        'ml2_type_vlan': {'network_vlan_ranges': 'physnet1:100:3999'},
        'ml2_type_vxlan': {'vni_ranges': '1000:9999'},
        'securitygroup': {'enable_security_group': True,
                          'firewall_driver': 'openvswitch'}}))
    (DATA / 'neutron').mkdir(exist_ok=True)
    uwsgi('neutron', 'neutron.wsgi.api', 'neutron-api', 2)


def cinder():
    ini(ETC / 'cinder' / 'cinder.conf', messaging({
        'DEFAULT': {
            'use_stderr': True, 'my_ip': IP, 'host': 'lab-volume',
            'state_path': DATA / 'cinder', 'auth_strategy': 'keystone',
            'enabled_backends': 'lab', 'default_volume_type': 'lab',
            'volume_clear': 'none', 'osapi_volume_workers': 1,
            'api_paste_config': PASTE / 'cinder' / 'api-paste.ini',
            'resource_query_filters_file':
                PASTE / 'cinder' / 'resource_filters.json',
            'image_conversion_dir': DATA / 'cinder' / 'conversion',
            'report_interval': 30, 'service_down_time': 180,
            'backend_stats_polling_interval': 60,
            'volume_usage_audit_period': 'month',
            'scheduler_driver_init_wait_time': 5,
            'quota_volumes': 10000, 'quota_snapshots': 10000,
            'quota_gigabytes': 1000000, 'quota_groups': 10000,
            'quota_backups': 10000, 'quota_backup_gigabytes': 100000,
            'backup_driver': 'cinder.backup.drivers.posix.'
            'PosixBackupDriver',
            'backup_posix_path': DATA / 'cinder' / 'backup',
            'backup_workers': 1, 'use_multipath_for_image_xfer': False},
        'lab': {'volume_driver': 'labfakes.cinder_file.LabFileDriver',
                'volume_backend_name': 'lab',
                'lab_volumes_dir': DATA / 'cinder' / 'volumes'},
        'database': database('cinder'),
        'keystone_authtoken': authtoken('cinder'),
        'service_user': auth('cinder', send_service_user_token=True),
        'nova': auth('nova', interface='public'),
        'coordination': {'backend_url': 'file://%s/cinder/dlm' % DATA},
        # the lab is root already, and may have no sudo
        'cinder_sys_admin': privsep('cinder'),
        'privsep_osbrick': privsep('cinder'),
        'key_manager': {'backend': 'cinder.keymgr.conf_key_mgr.ConfKeyManager',
                        'fixed_key': 'a' * 64},
        'oslo_concurrency': LOCKS}))
    for d in ('volumes', 'conversion', 'backup', 'dlm'):
        (DATA / 'cinder' / d).mkdir(parents=True, exist_ok=True)
    uwsgi('cinder', 'cinder.wsgi.api', 'cinder-wsgi', 2,
          '--config-file %s' % (ETC / 'cinder' / 'cinder.conf'))


def heat():
    ini(ETC / 'heat' / 'heat.conf', messaging({
        'DEFAULT': {
            'use_stderr': True, 'stack_user_domain_name': 'heat',
            'stack_domain_admin': 'heat_domain_admin',
            'stack_domain_admin_password': PW,
            'auth_encryption_key': 'b' * 32, 'num_engine_workers': 2,
            'deferred_auth_method': 'trusts', 'convergence_engine': True,
            'region_name_for_services': REGION,
            'heat_metadata_server_url': url('heat-cfn'),
            'heat_waitcondition_server_url':
                url('heat-cfn', '/v1/waitcondition'),
            'environment_dir': PASTE / 'heat' / 'environment.d',
            'template_dir': PASTE / 'heat' / 'templates',
            'plugin_dirs': '', 'max_stacks_per_tenant': -1,
            'max_resources_per_stack': -1, 'hidden_stack_tags': 'hidden'},
        'database': database('heat'), 'cache': CACHE,
        'keystone_authtoken': authtoken('heat'),
        'trustee': {k: v for k, v in auth('heat').items()
                    if k not in ('project_name', 'project_domain_name',
                                 'region_name', 'valid_interfaces')},
        # keystone answers ec2 signatures (wait conditions, signals) only to
        # a service that logs in
        'ec2authtoken': auth('heat', auth_uri=url('keystone', '/v3')),
        'clients': {'endpoint_type': 'publicURL'},
        'clients_keystone': {'auth_uri': url('keystone')},
        'paste_deploy': {'api_paste_config': PASTE / 'heat' / 'api-paste.ini'},
        'oslo_concurrency': LOCKS}))
    arg = '--config-file %s' % (ETC / 'heat' / 'heat.conf')
    uwsgi('heat', 'heat.wsgi.api', 'heat-wsgi-api', 1, arg)
    uwsgi('heat-cfn', 'heat.wsgi.cfn', 'heat-wsgi-api-cfn', 1, arg)


def clouds():
    def cloud(name, user, project):
        return '''  %s:
    auth:
      auth_url: %s
      username: %s
      password: %s
      project_name: %s
      user_domain_name: Default
      project_domain_name: Default
    region_name: %s
    interface: public
    identity_api_version: 3
''' % (name, url('keystone', '/v3'), user, PW, project, REGION)
    write(HOME / 'clouds.yaml', 'clouds:\n'
          + cloud('lab-admin', 'admin', 'admin')
          + cloud('lab-demo', 'demo', 'demo')
          + cloud('lab-alt', 'alt', 'alt'), 0o600)


def fakes():
    """The fake back ends, where the services find them."""
    shutil.copytree(HERE / 'labfakes', LIB / 'labfakes', dirs_exist_ok=True,
                    ignore=shutil.ignore_patterns('__pycache__'))
    shutil.copy(HERE / 'labfakes' / 'sitecustomize.py', LIB)
    info = LIB / 'labfakes-1.0.dist-info'
    write(info / 'METADATA',
          'Metadata-Version: 2.1\nName: labfakes\nVersion: 1.0\n')
    write(info / 'entry_points.txt', '[neutron.ml2.mechanism_drivers]\n'
          'lab = labfakes.neutron_mech:LabMechanismDriver\n')


def paste_files():
    # These APIs (glance before 2025.1) also open it next to their .conf
    for name in ('glance/glance-api-paste.ini', 'nova/api-paste.ini'):
        write(ETC / name, (PASTE / name).read_text())


def configure():
    """Writes every file; one that would not change is left alone."""
    for d in (ETC, DATA, LOG, RUN, LIB, MARK):
        d.mkdir(parents=True, exist_ok=True)
    (DATA / 'locks').mkdir(exist_ok=True)
    for part in (fakes, paste_files, infrastructure, keystone, glance,
                 placement, nova, neutron, cinder, heat, swift_conf, clouds):
        part()
