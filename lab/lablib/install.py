"""Packages: apt's, the services' and Tempest's, at their pinned versions."""
import importlib.metadata
import os
import pathlib
import re
import shutil
import subprocess
import time

from lablib.files import die, say, sh, write
from lablib.services import everything
from lablib.settings import HERE, HOME, LOG, MARK, RELEASES, TVENV, VENV

APT = ('mariadb-server mariadb-client rabbitmq-server memcached qemu-utils '
       'build-essential pkg-config ca-certificates').split()


def installed():
    note = HOME / 'release'
    return note.read_text() if note.exists() else None


def release():
    return os.environ.get('LAB_RELEASE') or installed() or '2026.1'


def satisfied(venv, pins):
    """All that is pinned is installed: there is nothing for pip to do."""
    def norm(name):
        return re.sub('[-_.]+', '-', name).lower()
    have = {(norm(d.metadata['Name'] or ''), d.version)
            for d in importlib.metadata.distributions(
                path=map(str, venv.glob('lib/python3*/site-packages')))}
    want = {(norm(name), version) for name, version in (
        line.strip().split('==') for line in pins.read_text().splitlines()
        if '==' in line)}
    return want <= have


def pip_install(python, venv, requirements, pins):
    """Exactly the pinned versions; for a release that has no pins yet, what
    $LAB_CONSTRAINTS (its upper-constraints) allows."""
    loose = os.environ.get('LAB_CONSTRAINTS')
    if not pins.exists() and not loose:
        die('no %s; LAB_CONSTRAINTS=FILE installs without it' % pins)
    held = ['-c', pins if pins.exists() else loose]
    env = dict(os.environ)
    if not (venv / 'bin' / 'pip').exists():
        sh([python, '-m', 'venv', venv], 'pip', env)
    pip = [venv / 'bin' / 'pip', '--disable-pip-version-check', 'install']
    sh(pip + held + ['-U', 'pip', 'wheel', 'setuptools<81'], 'pip', env)
    sh(pip + held + ['-r', requirements], 'pip', env)


def install():
    t0 = time.time()
    folder = RELEASES / release()
    if not folder.is_dir():
        die('no release %s; there are: %s' % (
            release(), ' '.join(sorted(p.name for p in RELEASES.iterdir()))))
    for d in (HOME, LOG):
        d.mkdir(parents=True, exist_ok=True)
    extra = folder / 'apt.txt'
    wanted = APT + (extra.read_text().split() if extra.exists() else [])
    need = [p for p in wanted if subprocess.run(
        ['dpkg-query', '-W', '-f', '${Status}', p], capture_output=True,
        text=True).stdout.find('install ok installed') < 0]
    python = os.environ.get('LAB_PYTHON') or shutil.which('python3')
    if subprocess.run([python, '-c', 'import ensurepip'],
                      capture_output=True).returncode:
        need += ['python3-venv', 'python3-dev']
    if need:
        say('apt: ' + ' '.join(need))
        # Debian would start mariadb and rabbitmq at once; the lab has its own.
        policy = pathlib.Path('/usr/sbin/policy-rc.d')
        made = not policy.exists()
        if made:
            policy.write_text('#!/bin/sh\nexit 101\n')
            policy.chmod(0o755)
        try:
            env = dict(os.environ, DEBIAN_FRONTEND='noninteractive')
            sh(['apt-get', 'update'], 'apt', env)
            sh(['apt-get', 'install', '-y', '--no-install-recommends'] + need,
               'apt', env)
        finally:
            if made:
                policy.unlink()
    say('apt: done, %.0f s' % (time.time() - t0))
    for venv, requirements, pins in (
            (VENV, folder / 'requirements.txt', folder / 'pins.txt'),
            (TVENV, HERE / 'tempest-requirements.txt',
             HERE / 'tempest-pins.txt')):
        if pins.exists() and satisfied(venv, pins):
            continue
        if venv == VENV and any(s.pid() for s in everything()):
            die('other packages while services run: `lab down` first')
        t1 = time.time()
        pip_install(python, venv, requirements, pins)
        say('pip: %s done, %.0f s' % (venv.name, time.time() - t1))
        if venv == VENV:
            # other code for the data that is there: its tables must follow
            for mark in MARK.glob('db-*'):
                mark.unlink()
    write(HOME / 'release', release())
    say('install: %s, %.0f s' % (release(), time.time() - t0))
