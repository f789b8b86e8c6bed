"""A small service that says what it was sent, with a log-in, for files of Gabbi tests.

Below /base: /echo… what was asked; /status/N; /zoo and /json?… JSON; /text, /latin, /binary, /liar other bodies;
/things things to make; /redirect/N?PATH; /turns/KEY/N becomes active when asked N times. The tests of the room Gabbi
have the same service in Swift.
"""
import http.server
import json
import threading
import urllib.parse

ZOO = {'name': 'farm', 'open': True, 'nothing': None, 'ratio': 1.5, 'pets': [
    {'type': 'cow', 'sound': 'moo', 'age': 12},
    {'type': 'dog', 'sound': 'woof', 'age': 3},
    {'type': 'cat', 'sound': 'meow', 'age': 7}]}


class Mirror(http.server.ThreadingHTTPServer):
    """The service at a port of its own; `url` is what tests are relative to."""
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(('127.0.0.1', 0), Handler)
        self.things: dict[str, dict] = {}
        self.turns: dict[str, int] = {}
        self.origin = 'http://127.0.0.1:%d' % self.server_address[1]
        self.url = self.origin + '/base'
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def clouds(self) -> str:
        """The service's entry in clouds.yaml."""
        return json.dumps({'clouds': {'mirror': {'region_name': 'One', 'auth': {
            'auth_url': self.origin + '/identity', 'username': 'ada', 'password': 'not a secret', 'project_name': 'p',
            'user_domain_id': 'default', 'project_domain_id': 'default'}}}})


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    server: Mirror

    def log_message(self, *args) -> None:
        pass

    def handle_one_request(self) -> None:
        # Whatever the method is called.
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        self.answer()
        self.wfile.flush()

    def reply(self, status: int, body=b'', kind: str | None = 'application/json', **fields: str) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        if content and kind:
            self.send_header('Content-Type', kind)
        for name, value in fields.items():
            self.send_header(name.replace('_', '-'), value)
        self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(content)

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        path, _, query = self.path.partition('?')
        parts = path.split('/')[1:]
        if parts[0] == 'identity':
            return self.log_in()
        kind, rest = parts[1] if len(parts) > 1 else '', parts[2:]
        if kind == 'echo':
            try:
                value = json.loads(body)
            except ValueError:
                value = None
            return self.reply(200, {
                'method': self.command, 'path': path, 'query': query, 'body': body.decode(), 'json': value,
                'headers': {name.lower(): text for name, text in self.headers.items()}})
        if kind == 'status':
            return self.reply(int(rest[0]), b'' if rest[0] == '204' else {'status': int(rest[0])})
        if kind == 'zoo':
            return self.reply(200, ZOO, X_Zoo='1', X_List='a, b', X_Path=path)
        if kind == 'json':
            return self.reply(200, urllib.parse.unquote(query).encode())
        if kind == 'text':
            return self.reply(200, b'Hello World\nsecond line\n', 'text/plain', X_Query=query)
        if kind == 'latin':
            return self.reply(200, 'Grüße'.encode('latin-1'), 'text/plain; charset=iso-8859-1')
        if kind == 'binary':
            return self.reply(200, b'a\x00\xff', 'application/octet-stream')
        if kind == 'liar':
            return self.reply(200, b'no json')
        if kind == 'redirect':
            return self.reply(int(rest[0]), Location='/base' + query)
        if kind == 'turns':
            self.server.turns[rest[0]] = turn = self.server.turns.get(rest[0], 0) + 1
            return self.reply(200, {'state': 'ACTIVE' if turn >= int(rest[1]) else 'BUILD'})
        if kind == 'things':
            return self.thing(rest, body)
        return self.reply(404, {'error': path})

    def thing(self, rest: list[str], body: bytes) -> None:
        things = self.server.things
        if self.command == 'POST':
            thing = json.loads(body)
            things[thing['name']] = thing
            return self.reply(201, thing, Location='%s/things/%s' % (self.server.url, thing['name']), X_Thing='yes it is',
                              Set_Cookie='visit=1; Path=/; Expires=Wed, 01 Jan 2031 00:00:00 GMT; HttpOnly')
        if rest[0] not in things:
            return self.reply(404, {'error': rest[0]})
        if self.command == 'DELETE':
            del things[rest[0]]
            return self.reply(204)
        return self.reply(200, things[rest[0]])

    def log_in(self) -> None:
        endpoints = {'identity': self.server.origin + '/identity', 'orchestration': self.server.url}
        catalog = [{'type': kind, 'id': kind, 'name': kind, 'endpoints': [
            {'interface': 'public', 'region_id': 'One', 'url': url}]} for kind, url in endpoints.items()]
        token = {'expires_at': '2999-12-31T00:00:00.000000Z', 'roles': [{'id': 'r', 'name': 'member'}],
                 'user': {'id': 'u', 'name': 'ada', 'domain': {'id': 'default', 'name': 'Default'}},
                 'project': {'id': 'p', 'name': 'p', 'domain': {'id': 'default', 'name': 'Default'}},
                 'catalog': catalog}
        return self.reply(201, {'token': token}, X_Subject_Token='gAAAAAB-mirror')
