"""The `openstack` command, many times over, in less than the second or two that each start of it takes.

Its modules are loaded once, by the Python it is installed with; every command then runs in a process of its own that
is forked from there, with the arguments, environment and exit status it would have from a shell.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile


class OpenStackCommand:
    """One process to fork commands from; not for several threads at a time."""

    def __init__(self, program: str) -> None:
        with open(program, 'rb') as file:
            python = file.readline().decode().removeprefix('#!').strip()
        self.process = subprocess.Popen([python, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, output and errors."""
        print(json.dumps([str(each) for each in arguments]), file=self.process.stdin, flush=True)
        code, out, error = json.loads(self.process.stdout.readline())
        return code, out, error


def forked(arguments: list[str], main) -> tuple[int, str, str]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error, open(os.devnull, 'rb') as nothing:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                for descriptor, file in enumerate((nothing, out, error)):
                    os.dup2(file.fileno(), descriptor)
                sys.stdin, sys.stdout, sys.stderr = (os.fdopen(os.dup(each), 'w' if each else 'r') for each in range(3))
                sys.argv = ['openstack', *arguments]
                code = main(arguments)
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code or 0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for file in (out, error):
            file.seek(0)
            texts.append(file.read().decode(errors='replace'))
        return code, *texts


def serve() -> None:
    import importlib
    import pkgutil

    sys.argv[0] = 'openstack'
    from openstackclient.shell import main
    for name in ('openstackclient', 'osc_lib', 'openstack', 'heatclient', 'cliff', 'keystoneauth1'):
        try:
            package = importlib.import_module(name)
        except ImportError:
            continue
        for each in pkgutil.walk_packages(package.__path__, name + '.'):
            if '.test' not in each.name and not each.name.endswith('__main__'):
                try:
                    importlib.import_module(each.name)
                except (Exception, SystemExit):
                    # What a plug-in needs and is not installed, it won't have later either.
                    pass
    for line in sys.stdin:
        print(json.dumps(forked(json.loads(line), main)), flush=True)


if __name__ == '__main__':
    sys.path.remove(str(pathlib.Path(__file__).resolve().parent))
    serve()
