"""What `hostile-clients` sends: paths begin with a service, `{project}` in them is the caller's."""
import json
import urllib.parse

MALFORMED = [
    b'', b' ', b'{', b'}', b'[', b'{"a"', b'{"a":', b'{"a": 1', b'{"a": 1,}', b'[1,]', b"{'a': 1}", b'{a: 1}', b'nul',
    b'TRUE',
    b'{"a": 01}', b'{"a": 1.}', b'{"a": .5}', b'{"a": +1}', b'{"a": 0x10}', b'{"a": NaN}', b'{"a": -Infinity}',
    b'{"a": "\\x"}', b'{"a": "\\u12"}', b'{"a": "\x01"}',
    b'{"a": "b}', b'{"a" "b"}', b'{} {}', b'{}x',
    b'\xff\xfe{\x00}\x00', b'\xef\xbb\xbf{', b'{"a": "\xc3"}', b'\x00', b'null', b'true', b'1', b'"text"', b'[]',
    b'{"a": 1e99999}', b'<xml/>', b'a=b&c=d', b'--x\r\n\r\n--x--',
]

def stack(template: str) -> dict:
    return {'stack_name': 'fuzz-bomb', 'template': template, 'disable_rollback': True}


def doubling() -> str:
    """Forty values, each twice the one before."""
    lines = ['heat_template_version: 2021-04-16', 'resources:',
    '  v0: {type: OS::Heat::Value, properties: {value: aaaa}}']
    for number in range(1, 40):
        lines.append("  v%d: {type: OS::Heat::Value, properties: {value: {list_join: ['', [{get_attr: [v%d, value]}, "
                     '{get_attr: [v%d, value]}]]}}}' % (number, number - 1, number - 1))
    return '\n'.join(lines)


def output(value: str, parameters: str = '') -> str:
    return 'heat_template_version: 2021-04-16\n%soutputs: {o: {value: %s}}\n' % (parameters, value)


ALIASES = 'a0: &a0 [x, x]\n' + ''.join('a%d: &a%d [%s]\n' % (n, n,
    ', '.join(['*a%d' % (n - 1)] * 10)) for n in range(1, 12))
# Small requests that want much.
BOMBS = [
    ('/orchestration/v1/{project}/stacks', 'POST', stack('heat_template_version: 2018-08-31\n' + ALIASES)),
    ('/orchestration/v1/{project}/stacks', 'POST', stack(doubling())),
    ('/orchestration/v1/{project}/stacks', 'POST', stack('[' * 50000)),
    ('/orchestration/v1/{project}/stacks', 'POST', stack('a: ' + '{a: ' * 5000)),
    ('/orchestration/v1/{project}/validate', 'POST', {'template': output('x', (
        "parameters: {p: {type: string, default: %s!, constraints: [{allowed_pattern: '(a+)+$'}]}}\n" % ('a' * 60)))}),
    ('/orchestration/v1/{project}/stacks', 'POST', stack(output('x', (
        "parameters: {p: {type: string, default: %s!, constraints: [{allowed_pattern: '(a+)+$'}]}}\n" % ('a' * 60))))),
    *[('/orchestration/v1/{project}/stacks', 'POST', stack(output(
        '{yaql: {expression: %s, data: {a: 1}}}' % json.dumps(expression)))) for expression in (
            'range(0, 1000000000).len()', 'range(0, 60).aggregate($1 + $1, "aaaa")', '((' * 3000 + '1',
            'range(0, 9000).select(range(0, 9000).select(range(0, 9000).len()).len()).len()',
            'range(0, 60).aggregate($1 + $1, [1, 2])', '-' * 20000 + '1', 'not ' * 20000 + '1',
            '1' + '+1' * 50000)],
    ('/orchestration/v1/{project}/stacks', 'POST', stack(output(
        '{repeat: {template: a-b-c-d-e-f, for_each: {%s}}}' % ', '.join(
            '%s: [%s]' % (each, ','.join(map(str, range(100)))) for each in 'abcdef')))),
    ('/orchestration/v1/{project}/stacks', 'POST', stack(
        'heat_template_version: 2018-08-31\nresources: {g: {type: OS::Heat::ResourceGroup, properties: {count: '
        '1000000000, resource_def: {type: OS::Heat::None}}}}')),
    ('/orchestration/v1/{project}/stacks', 'POST', {**stack(
        'heat_template_version: 2018-08-31\nresources: {a: {type: inner.yaml}}'), 'files': {
            'inner.yaml': 'heat_template_version: 2018-08-31\nresources: {a: {type: inner.yaml}}'}}),
    ('/orchestration/v1/{project}/stacks', 'POST', {**stack(
        'heat_template_version: 2018-08-31\nresources: {a: {type: "A::B"}}'), 'environment': {
            'resource_registry': {'A::B': 'C::D', 'C::D': 'A::B'}}}),
    ('/orchestration/v1/{project}/resource_types?name=', 'GET' + urllib.parse.quote('(.*)*(.*)*(.*)*x!'), None),
    ('/compute/v2.1/servers?all_tenants=1&name=', 'GET' + urllib.parse.quote('(a+)+$'), None),
    ('/compute/v2.1/servers?all_tenants=1&name=', 'GET' + urllib.parse.quote('(' * 5000 + ')' * 5000), None),
    ('/compute/v2.1/servers', 'POST', {'server': {'name': 'a' * 250 + '!', 'imageRef': '', 'flavorRef': '42',
                                                    'min_count': 2147483647, 'networks': 'none'}}),
    ('/network/v2.0/networks', 'POST', {'networks': [{'name': 'n'}] * 20000}),
    ('/network/v2.0/ports?', 'GET' + '&'.join('id=%d' % number for number in range(4000)), None),
    ('/network/v2.0/subnetpools', 'POST', {'subnetpool': {'name': 'p', 'prefixes': ['::/1'],
    'default_prefixlen': 128}}),
    ('/image/v2/images/none', 'PATCH', [{'op': 'add', 'path': '/a' * 5000, 'value': 1}]),
    ('/image/v2/images?limit=99999999999999999999&sort=', 'GET' + ','.join(['name:asc'] * 500), None),
    ('/block-storage/v3/{project}/volumes', 'POST', {'volume': {'size': 2 ** 62}}),
    ('/identity/v3/auth/tokens', 'POST', {'auth': {'identity': {'methods': ['password'] * 20000}}}),
    ('/placement/allocation_candidates?', 'GET' + '&'.join('resources%d=VCPU:1' % n for n in range(60)), None),
    ('/object-store/v1/AUTH_{project}/bomb?limit=99999999999&delimiter=', 'GET' + 'a' * 2000, None),
    ('/object-store/v1/AUTH_{project}/bomb/slo?multipart-manifest=put', 'PUT', [{'path': '/bomb/slo'}] * 1000),
]
# Segments that are the object itself, links in a circle, many ranges, long lists.
OBJECT_BOMBS = [
    ('PUT', '/bomb', {}, b''), ('PUT', '/bomb/loop', {'X-Object-Manifest': 'bomb/loop'}, b''),
    ('GET', '/bomb/loop', {}, b''), ('PUT', '/bomb/one', {'X-Symlink-Target': 'bomb/two'}, b''),
    ('PUT', '/bomb/two', {'X-Symlink-Target': 'bomb/one'}, b''), ('GET', '/bomb/one', {}, b''),
    ('GET', '/bomb/two', {'Range': 'bytes=' + ','.join(['0-0'] * 2000)}, b''),
    ('POST', '/?bulk-delete', {'Content-Type': 'text/plain'}, b'/bomb/x\n' * 200000),
    ('PUT', '/bomb/%2e%2e%2f%2e%2e%2fetc%2fpasswd', {}, b'x'), ('GET', '/bomb/../../../etc/passwd', {}, b''),
    ('PUT', '/bomb/x', {'X-Object-Meta-A': 'a\tb'}, b'x'), ('PUT', '/bomb/' + 'a' * 1025, {}, b'x'),
    ('PUT', '/bomb/%0d%0aX-Injected:%20yes', {}, b'x'), ('GET', '/bomb/%0d%0aX-Injected:%20yes', {}, b''),
    ('PUT', '/bomb/y', {'Content-Type': 'text/plain; a="\\"'}, b'x'), ('GET', '/bomb?format=xml', {}, b''),
]

# Ways to log in that aren't.
LOGINS: list = [
    None, True, 1, '', [], {}, {'identity': None}, {'identity': []}, {'identity': {'methods': []}},
    {'identity': {'methods': None}}, {'identity': {'methods': ['password']}}, {'identity': {'methods': ['none']}},
    {'identity': {'methods': ['token'], 'token': {'id': 'x'}}}, {'identity': {'methods': ['token'],
    'token': {'id': None}}},
    {'identity': {'methods': ['token'], 'token': {'id': 'x' * 100000}}},
    {'identity': {'methods': ['password'], 'password': {'user': {'id': '../..', 'password': ''}}}},
    {'identity': {'methods': ['password'], 'password': {'user': {'name': 'admin', 'password': None}}}},
    {'identity': {'methods': ['password'], 'password': {'user': {'name': 'admin', 'domain': {'name': "' or 1=1 --"},
                                                               'password': 'a' * 100000}}}},
    {'identity': {'methods': ['application_credential'], 'application_credential': {'id': 'x', 'secret': 'y'}}},
    {'identity': {'methods': ['password'] * 20000}}, {'identity': {'methods': ['external'], 'external': {}}},
]

CLIMBING = [
    '../../../etc/passwd', '/etc/passwd', '//etc/passwd', '%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '..%2f..%2f..%2fetc%2fpasswd',
    '%2fetc%2fpasswd', '....//....//etc/passwd', '..%5c..%5cetc%5cpasswd', '%252e%252e%252fetc%252fpasswd',
    '%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd', '..%00/etc/passwd', 'etc/passwd%00.txt', '.', '..', '%2e', '%00', '%',
    '%zz', '%f',
    'file:%2f%2f%2fetc%2fpasswd', 'a' * 5000, '%f0%9f%98%80' * 300, '%ff%fe', '~root', '$HOME', '`id`', '%0a', ';id',
    '|id',
]

STORE = '/object-store/v1/AUTH_{project}'
INJECTED = '%0d%0aX-Injected:%20yes'
# What a client gives and the cloud may say again in a header.
INJECTIONS = [
    ('PUT', STORE + '/box', {}, b''), ('PUT', STORE + '/box' + INJECTED, {}, b''), ('GET', STORE + '/box' + INJECTED,
    {}, b''),
    ('PUT', STORE + '/box/x' + INJECTED, {'Content-Type': 'text/plain'}, b'x'),
    ('PUT', STORE + '/box/copy', {'X-Copy-From': '/box/x' + INJECTED, 'Content-Type': 'text/plain'}, b''),
    ('GET', STORE + '/box/copy', {}, b''),
    ('PUT', STORE + '/box/link', {'X-Symlink-Target': 'box/x' + INJECTED}, b''),
    ('HEAD', STORE + '/box/link?symlink=get', {}, b''),
    ('PUT', STORE + '/box/big', {'X-Object-Manifest': 'box/x' + INJECTED}, b''), ('HEAD', STORE + '/box/big', {}, b''),
    ('GET', STORE + '/box/link', {}, b''), ('GET', STORE + '/box/copy?filename=a' + INJECTED, {}, b''),
    ('GET', STORE + '/box?marker=' + INJECTED + '&format=' + INJECTED, {}, b''),
    ('GET', STORE + '/box/copy', {'If-None-Match': '"a' + INJECTED, 'Range': 'bytes=0-0' + INJECTED}, b''),
    ('GET', '/identity/v3', {'X-Openstack-Request-Id': 'req-' + INJECTED, 'Origin': 'http://a' + INJECTED}, b''),
    ('GET', '/compute/v2.1/servers', {'OpenStack-API-Version': 'compute 2.1' + INJECTED}, b''),
    ('GET', '/identity' + INJECTED, {}, b''), ('GET', '/compute/v2.1' + INJECTED + '/', {}, b''), ('GET',
    '/' + INJECTED, {}, b''),
    ('GET', '/identity/v3/users?limit=1&marker=' + INJECTED, {}, b''),
    ('POST', '/identity/v3/projects', {}, json.dumps({'project': {'name': 'a\r\nX-Injected: yes'}}).encode()),
    ('POST', '/network/v2.0/networks', {}, json.dumps({'network': {'name': 'a\r\nX-Injected: yes'}}).encode()),
    ('POST', '/compute/v2.1/os-keypairs', {}, json.dumps({'keypair': {'name': 'a\r\nX-Injected: yes'}}).encode()),
    ('POST', '/orchestration/v1/{project}/stacks', {}, json.dumps({
        'stack_name': 'a\r\nX-Injected: yes', 'template': 'heat_template_version: 2021-04-16'}).encode()),
    *[('PUT', STORE + '/box/meta', {name: value, 'Content-Type': 'text/plain'}, b'x') for value in (
        'a\rX-Injected: yes', 'a\nX-Injected: yes', 'a\r\nX-Injected: yes', 'a\x00b', 'a\x0bb', '%0d%0aX-Injected: yes',
        'a\u0085X-Injected: yes', 'a\u2028X-Injected: yes', 'a\u010dX-Injected: yes')
      for name in ('X-Object-Meta-A', 'Content-Disposition', 'Content-Encoding', 'ETag', 'X-Delete-After')],
    ('GET', STORE + '/box/meta', {}, b''), ('POST', STORE + '/box', {'X-Container-Meta-Web-Error': 'a' + INJECTED},
    b''),
    ('POST', STORE + '/box', {'X-Container-Meta-Access-Control-Allow-Origin': '*',
    'X-Container-Read': '.r:*' + INJECTED}, b''),
    ('OPTIONS', STORE + '/box', {'Origin': 'http://a' + INJECTED, 'Access-Control-Request-Method': 'GET' + INJECTED,
                                 'Access-Control-Request-Headers': 'x' + INJECTED}, b''),
]

BROKEN = [
    b'GET /identity/v3 HTTP/1.1\r\nHost: a\r\nX-A: b\r\n injected\r\n\r\n',
    b'GET /identity/v3 HTTP/1.1\r\nHost: a\r\nX-Auth-Token: a\x00b\r\n\r\n',
    b'GET /identity/v3 HTTP/1.1\r\nHost: a\r\nX-A : b\r\n\r\n', b'GET /identity/v3 HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n',
    b'GET /identity/v3 HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n', b'GET /identity/v3 HTTP/1.1\r\n\r\n',
    b'GET /identity/v3 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', b'GET  /identity/v3  HTTP/1.1\r\nHost: a\r\n\r\n',
    b'GET http://other/identity/v3 HTTP/1.1\r\nHost: a\r\n\r\n', b'GET identity/v3 HTTP/1.1\r\nHost: a\r\n\r\n',
    b'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', b'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', b'GET /identity/v3\r\n\r\n',
    *[b'POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: a\r\n' + each for each in (
        b'Content-Length: 99999999999999999999\r\n\r\n', b'Content-Length: -5\r\n\r\n{}',
        b'Content-Length: 0x2\r\n\r\n{}',
        b'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ', b'Content-Length: 2, 2\r\n\r\n{}',
        b'Content-Length: \r\n\r\n{}',
        b'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        b'Transfer-Encoding: chunked\r\n\r\nZZ\r\n',
        b'Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n', b'Transfer-Encoding: chunked\r\n\r\n-1\r\n',
        b'Transfer-Encoding: chunked\r\n\r\n2;' + b'a' * 100000 + b'\r\n{}\r\n0\r\n\r\n',
        b'Transfer-Encoding: frob\r\n\r\n{}', b'Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n',
        b'Transfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: a\r\n\r\n',
        b'Expect: 100-continue\r\nContent-Length: 10\r\n\r\n',
        b'Expect: nothing\r\nContent-Length: 2\r\n\r\n{}', b'Upgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 0\r\n\r\n')],
    b'GET /' + b'a' * 100000 + b' HTTP/1.1\r\nHost: a\r\n\r\n',
    b'GET / HTTP/1.1\r\nX-A: ' + b'b' * 100000 + b'\r\n\r\n',
    b'GET / HTTP/1.1\r\n' + b'X-A: b\r\n' * 20000 + b'\r\n', b'X' * 100000,
    b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n',
    b'\r\n\r\n\r\n', b'NONSENSE', b'\x00' * 1000, b'GET /identity/v3 HTTP/1.1\r\nHost: a\r\n', b'G', b'',
    b'GET /identity/v3 HTTP/1.1\r\nHost: a\r\n\r\n' * 500,
]
