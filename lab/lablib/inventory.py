"""What exists in the lab's cloud: every resource of every service, sorted.

It reads the services' databases, and swift's folders, instead of asking the
APIs: no API lists everything (heat has no list over all projects, nova none
of the key pairs of a user that is gone), and what an API hides is a leak too.
Left out is what nobody can delete: glance's records of finished imports,
which expire, and swift's empty accounts.
Two listings, before and after a run, differ by exactly what the run left.
"""
import json
import pathlib
import sqlite3
import subprocess
from collections.abc import Iterator
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of resource: where its rows are, and which of them are alive."""
    name: str
    table: str
    id: str = 'id'
    title: str = 'name'
    alive: str = 'true'


class Row(NamedTuple):
    kind: str
    id: str
    name: str


NOT_DELETED = 'deleted = 0'
KINDS = (
    Kind('identity.application-credential', 'keystone.application_credential'),
    Kind('identity.assignment', 'keystone.assignment',
         "concat_ws(':', actor_id, target_id, role_id, inherited)", 'type'),
    Kind('identity.credential', 'keystone.credential', title='type'),
    Kind('identity.domain', 'keystone.project', alive='is_domain'),
    Kind('identity.endpoint', 'keystone.endpoint',
         title="concat(interface, ' ', url)"),
    Kind('identity.group', 'keystone.`group`'),
    Kind('identity.project', 'keystone.project', alive='not is_domain'),
    Kind('identity.region', 'keystone.region', title='description'),
    Kind('identity.role', 'keystone.role'),
    Kind('identity.service', 'keystone.service', title='type'),
    Kind('identity.trust', 'keystone.trust', title='project_id',
         alive='deleted_at is null'),
    Kind('identity.user', 'keystone.user left join keystone.local_user '
         'on user.id = local_user.user_id', 'user.id', 'local_user.name'),

    Kind('image.image', 'glance.images', alive=NOT_DELETED),
    Kind('image.member', 'glance.image_members',
         "concat_ws(':', image_id, member)", 'status', NOT_DELETED),
    Kind('image.namespace', 'glance.metadef_namespaces', title='namespace'),

    Kind('compute.aggregate', 'nova_api.aggregates', 'uuid'),
    Kind('compute.flavor', 'nova_api.flavors', 'flavorid'),
    Kind('compute.keypair', 'nova_api.key_pairs',
         "concat_ws(':', user_id, name)"),
    Kind('compute.quota', 'nova_api.quotas',
         "concat_ws(':', project_id, resource)", 'hard_limit'),
    Kind('compute.server', 'nova.instances', 'uuid', 'display_name',
         NOT_DELETED),
    Kind('compute.server', 'nova_cell0.instances', 'uuid', 'display_name',
         NOT_DELETED),
    Kind('compute.server-group', 'nova_api.instance_groups', 'uuid'),
    Kind('placement.allocation', 'placement.allocations',
         "concat_ws(':', consumer_id, resource_provider_id, "
         "resource_class_id)", 'used'),
    Kind('placement.provider', 'placement.resource_providers', 'uuid'),

    Kind('network.address-group', 'neutron.address_groups'),
    Kind('network.address-scope', 'neutron.address_scopes'),
    Kind('network.floating-ip', 'neutron.floatingips',
         title='floating_ip_address'),
    Kind('network.local-ip', 'neutron.local_ips'),
    Kind('network.metering-label', 'neutron.meteringlabels'),
    Kind('network.network', 'neutron.networks'),
    Kind('network.port', 'neutron.ports',
         title="concat_ws(' ', nullif(name, ''), device_owner)"),
    Kind('network.port-forwarding', 'neutron.portforwardings',
         title='protocol'),
    Kind('network.qos-policy', 'neutron.qos_policies'),
    Kind('network.quota', 'neutron.quotas',
         "concat_ws(':', project_id, resource)", '`limit`'),
    Kind('network.rbac', 'neutron.networkrbacs', title='action'),
    Kind('network.router', 'neutron.routers'),
    Kind('network.security-group', 'neutron.securitygroups',
         title="concat(name, ' of ', project_id)"),
    Kind('network.security-group-rule', 'neutron.securitygrouprules',
         title="concat_ws(' ', direction, ethertype, protocol)"),
    Kind('network.segment', 'neutron.networksegments', title='network_type'),
    Kind('network.segment-range', 'neutron.network_segment_ranges'),
    Kind('network.subnet', 'neutron.subnets'),
    Kind('network.subnet-pool', 'neutron.subnetpools'),
    Kind('network.trunk', 'neutron.trunks'),

    Kind('volume.attachment', 'cinder.volume_attachment', title='volume_id',
         alive=NOT_DELETED),
    Kind('volume.backup', 'cinder.backups', title='display_name',
         alive=NOT_DELETED),
    Kind('volume.group', 'cinder.`groups`', alive=NOT_DELETED),
    Kind('volume.group-snapshot', 'cinder.group_snapshots', alive=NOT_DELETED),
    Kind('volume.group-type', 'cinder.group_types', alive=NOT_DELETED),
    Kind('volume.qos', 'cinder.quality_of_service_specs', title='`key`',
         alive=NOT_DELETED),
    Kind('volume.quota', 'cinder.quotas',
         "concat_ws(':', project_id, resource)", 'hard_limit', NOT_DELETED),
    Kind('volume.snapshot', 'cinder.snapshots', title='display_name',
         alive=NOT_DELETED),
    Kind('volume.transfer', 'cinder.transfers', title='display_name',
         alive=NOT_DELETED),
    Kind('volume.type', 'cinder.volume_types', alive=NOT_DELETED),
    Kind('volume.volume', 'cinder.volumes', title='display_name',
         alive=NOT_DELETED),

    Kind('orchestration.config', 'heat.software_config'),
    Kind('orchestration.deployment', 'heat.software_deployment',
         title='status'),
    Kind('orchestration.snapshot', 'heat.snapshot'),
    Kind('orchestration.stack', 'heat.stack', alive='deleted_at is null'),
)


def sql() -> str:
    """One statement for all kinds; its rows are JSON, so any name is safe."""
    return ' UNION ALL '.join(
        "SELECT json_array('%s', %s, coalesce(%s, '')) FROM %s WHERE %s" % (
            k.name, k.id, k.title, k.table, k.alive) for k in KINDS)


def database_rows(home: pathlib.Path, password: str) -> Iterator[Row]:
    done = subprocess.run(
        ['mariadb', '--no-defaults', '-uroot', '--raw', '--batch',
         '--skip-column-names', '-S', str(home / 'run' / 'mysql.sock'),
         '-e', sql()], capture_output=True, text=True, check=False,
        env={'MYSQL_PWD': password, 'PATH': '/usr/bin:/bin'})
    if done.returncode:
        raise SystemExit('FAILED: the database: ' + done.stderr.strip())
    for line in done.stdout.splitlines():
        yield Row(*map(str, json.loads(line)))


def object_rows(home: pathlib.Path) -> Iterator[Row]:
    """Swift's containers from their own files, and how full each is.

    A container is gone when its deletion is newer than its creation. Object
    counts settle a moment after the last request.
    """
    for path in (home / 'data' / 'swift').glob('*/containers/*/*/*/*.db'):
        # Not `immutable`: the server may be writing to it.
        with sqlite3.connect('file:%s?mode=ro' % path, uri=True) as db:
            found = db.execute(
                'SELECT account, container, object_count FROM container_stat '
                'WHERE put_timestamp > delete_timestamp').fetchall()
        db.close()
        for account, container, objects in found:
            yield Row('object.container', '%s/%s' % (account, container),
                      '%d objects' % objects)


def inventory(home: pathlib.Path, password: str) -> list[Row]:
    return sorted([*database_rows(home, password), *object_rows(home)])


def as_json(rows: list[Row]) -> str:
    kinds = {k.name for k in KINDS} | {'object.container'}
    table = {kind: [{'id': r.id, 'name': r.name} for r in rows
                    if r.kind == kind] for kind in sorted(kinds)}
    return json.dumps({kind: {'count': len(items), 'items': items}
                       for kind, items in table.items()}, indent=1)


def as_lines(rows: list[Row]) -> str:
    """`KIND  ID  NAME` for each resource, then `# COUNT KIND`."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return '\n'.join(
        ['%-32s %s  %s' % row for row in rows]
        + ['# %6d  %s' % (counts[kind], kind) for kind in sorted(counts)]
        + ['# %6d  in all' % len(rows)])
