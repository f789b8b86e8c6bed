"""A service as a process: started, waited for, stopped, measured."""
import os
import signal
import socket
import subprocess
import time

from lablib.files import die, say, tail
from lablib.settings import HOME, IP, LOG, PORT, RUN, base_env


def listening(port):
    with socket.socket() as probe:
        return probe.connect_ex((IP, port)) == 0


class Service:
    def __init__(self, name, cmd, health, env=None, stop=6, timeout=180):
        self.name, self.cmd, self.health = name, cmd, health
        self.env, self.stop_wait, self.timeout = env or {}, stop, timeout
        self.pidfile, self.log = RUN / (name + '.pid'), LOG / (name + '.log')

    @staticmethod
    def born(pid):
        try:
            stat = open('/proc/%d/stat' % pid).read().rsplit(')', 1)[1]
            f = stat.split()
            return None if f[0] == 'Z' else f[19]
        except OSError:
            return None

    def pid(self):
        """The pid we started, if that very process still lives."""
        try:
            pid, born = self.pidfile.read_text().split()
        except (OSError, ValueError):
            return None
        return int(pid) if self.born(int(pid)) == born else None

    def start(self):
        port = PORT.get(self.name)
        if port and listening(port):
            die('%s: port %d is taken by another program; free it, or set '
                'LAB_PORT_OFFSET' % (self.name, port))
        env = base_env()
        env.update({k: str(v) for k, v in self.env.items()})
        with open(self.log, 'ab') as out:
            p = subprocess.Popen(
                [str(c) for c in self.cmd], stdout=out, stderr=out,
                stdin=subprocess.DEVNULL, env=env, cwd=str(HOME),
                start_new_session=True)
        self.pidfile.write_text('%d %s' % (p.pid, self.born(p.pid)))
        self.proc = p

    def wait(self, t0):
        end = time.time() + self.timeout
        why = ''
        while time.time() < end:
            if self.proc is not None and self.proc.poll() is not None:
                die('%s ended (exit %s)\n%s' % (
                    self.name, self.proc.returncode, tail(self.log)))
            try:
                why = self.health()
            except Exception as e:
                why = '%s: %s' % (type(e).__name__, e)
            if why is None:
                say('  up  %-18s %5.1f s' % (self.name, time.time() - t0))
                return
            time.sleep(0.3)
        die('%s not healthy after %d s: %s\n%s' % (
            self.name, self.timeout, why, tail(self.log)))
    proc = None

    def stop(self):
        pid = self.pid()
        if pid is None:
            return False
        members = session(pid)
        try:
            os.kill(pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        end = time.time() + self.stop_wait
        while self.pid() and time.time() < end:
            if self.proc is not None:
                self.proc.poll()
            time.sleep(0.1)
        for p, born in members.items():
            if self.born(p) == born:
                try:
                    os.kill(p, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        return True


def session(sid):
    """pid -> start time of every process in the session a service leads."""
    out = {}
    for d in os.listdir('/proc'):
        if d.isdigit():
            try:
                stat = open('/proc/%s/stat' % d).read().rsplit(')', 1)[1]
            except OSError:
                continue
            f = stat.split()
            if int(f[3]) == sid:
                out[int(d)] = f[19]
    return out


def rss(pid):
    """Proportional set size, so that shared pages count once (KiB)."""
    try:
        for line in open('/proc/%d/smaps_rollup' % pid):
            if line.startswith('Pss:'):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
