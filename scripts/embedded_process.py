"""An embedded cloud of a script's own: started, logged in to, measured, ended."""
import http.client
import json
import pathlib
import re
import resource
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
FITS = str(ROOT / '.build' / 'release' / 'fits')


class EmbeddedProcess:
    """A cloud in a process; `token` and `project` are the administrator's."""

    def __init__(self, fits: str, *, files: int | None = None) -> None:
        self.fits = fits
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='embedded-'))
        clouds = self.folder / 'clouds.yaml'

        def limit() -> None:
            if files:
                resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

        with open(self.folder / 'cloud.log', 'wb') as log:
            self.process = subprocess.Popen([fits, 'cloud', 'serve', '--clouds-file', str(clouds)], stdout=log,
                                            stderr=log, stdin=subprocess.DEVNULL, preexec_fn=limit)
        while not (clouds.exists() and clouds.stat().st_size):
            if self.process.poll() is not None:
                raise SystemExit('the cloud did not start: ' + (self.folder / 'cloud.log').read_text())
            time.sleep(0.05)
        text = clouds.read_text()
        self.port = int(re.findall(r'auth_url: http://[^:]*:(\d+)', text)[0])
        domain = {'name': 'Default'}
        self.account = {'auth': {
            'identity': {'methods': ['password'], 'password': {'user': {
                'name': 'admin', 'domain': domain, 'password': json.loads(re.findall(r'password: (".*")', text)[0])}}},
            'scope': {'project': {'name': 'admin', 'domain': domain}}}}
        self.log_in()

    def log_in(self) -> None:
        """Takes a new token; the old one stays as good as it was."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)
        connection.request('POST', '/identity/v3/auth/tokens', json.dumps(self.account),
                           {'Content-Type': 'application/json'})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 201:
            raise SystemExit('the administrator cannot log in: %d %s' % (answer.status, body[:200]))
        self.token = answer.headers['X-Subject-Token']
        self.project = json.loads(body)['token']['project']['id']

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def memory(self, *, peak: bool = False) -> float:
        """In MiB."""
        text = pathlib.Path('/proc/%d/status' % self.process.pid).read_text()
        return int(re.findall((r'VmHWM' if peak else r'VmRSS') + r':\s+(\d+) kB', text)[0]) / 1024

    def end(self) -> None:
        if self.alive:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
