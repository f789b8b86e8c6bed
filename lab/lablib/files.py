"""What the lab says, runs and writes."""
import pathlib
import subprocess

from lablib.settings import LOG, base_env


def say(text):
    print(text, flush=True)


def die(text):
    say('FAILED: ' + text)
    raise SystemExit(1)


def sh(cmd, log=None, env=None, **kw):
    """Run a command; its output goes to LOG/log, and its tail to us if bad."""
    cmd = [str(c) for c in cmd]
    if log is None:
        return subprocess.run(cmd, check=True, env=env or base_env(), **kw)
    LOG.mkdir(parents=True, exist_ok=True)
    path = LOG / (log + '.log')
    with open(path, 'ab') as out:
        out.write(('\n$ %s\n' % ' '.join(cmd)).encode())
        out.flush()
        r = subprocess.run(cmd, env=env or base_env(), stdout=out, stderr=out,
                           stdin=subprocess.DEVNULL, **kw)
    if r.returncode:
        die('%s (exit %d)\n%s' % (' '.join(cmd), r.returncode, tail(path)))


def tail(path, n=40):
    try:
        with open(path, errors='replace') as f:
            return '--- %s\n%s' % (path, ''.join(f.readlines()[-n:]))
    except OSError as e:
        return str(e)


def write(path, text, mode=0o644):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
    path.chmod(mode)


def ini(path, sections):
    out = []
    for name, opts in sections.items():
        out.append('[%s]' % name)
        for k, v in opts.items():
            for one in (v if isinstance(v, list) else [v]):
                out.append('%s = %s' % (k, str(one).lower()
                                        if isinstance(one, bool) else one))
        out.append('')
    write(path, '\n'.join(out))
