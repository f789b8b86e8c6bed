"""Whether a service is up: checks that return None, or what is wrong."""
import json
import socket
import subprocess
import urllib.error
import urllib.request

from lablib.settings import IP, PORT, PW, RUN, url


def tcp(name):
    def check():
        with socket.create_connection((IP, PORT[name]), 2):
            return None
    return check


def http(name, path='/', ok=(200, 300, 401)):
    def check():
        try:
            code = urllib.request.urlopen(url(name, path), timeout=20).status
        except urllib.error.HTTPError as e:
            code = e.code
        return None if code in ok else 'HTTP %d' % code
    return check


_token = {}


def token():
    if not _token:
        body = {'auth': {'identity': {'methods': ['password'], 'password': {
            'user': {'name': 'admin', 'password': PW,
                     'domain': {'id': 'default'}}}},
            'scope': {'project': {'name': 'admin',
                                  'domain': {'id': 'default'}}}}}
        r = urllib.request.urlopen(urllib.request.Request(
            url('keystone', '/v3/auth/tokens'), json.dumps(body).encode(),
            {'Content-Type': 'application/json'}), timeout=30)
        _token['id'] = r.headers['X-Subject-Token']
        _token['project'] = json.load(r)['token']['project']['id']
    return _token


def listed(name, path, key, **want):
    """Healthy when the API lists a live service with these fields."""
    def check():
        t = token()
        r = urllib.request.urlopen(urllib.request.Request(
            url(name, path.replace('PROJECT', t['project'])), headers={
                'X-Auth-Token': t['id']}), timeout=30)
        rows = json.load(r)[key]
        for row in rows:
            if row.get('state', row.get('status')) in ('up',) and all(
                    row.get(k) == v for k, v in want.items()):
                return None
        return 'not listed as up'
    return check


def broker():
    with socket.create_connection((IP, PORT['rabbitmq']), 3) as s:
        s.settimeout(3)
        s.sendall(b'AMQP\0\0\x09\x01')
        return None if s.recv(1) == b'\x01' else 'no AMQP yet'


def database_up():
    r = subprocess.run(['mariadb-admin', '--no-defaults', '-uroot', '-S',
                        str(RUN / 'mysql.sock'), '-p' + PW, 'status'],
                       capture_output=True, text=True)
    # before the first setup root has no password yet
    return None if r.returncode == 0 or 'denied' in r.stderr else r.stderr
