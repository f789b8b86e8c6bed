"""The clouds.yaml files of a comparison as the one file that OpenStack's own clients read."""
import os
import pathlib
import sys

try:
    import yaml
except ImportError:
    print('it needs PyYAML (Debian: python3-yaml)', file=sys.stderr)
    raise SystemExit(2)


def join(folder: str) -> None:
    """Puts the files OS_CLIENT_CONFIG_FILE names, joined by colons, into one in the folder, and names that instead."""
    names = [each for each in os.environ.get('OS_CLIENT_CONFIG_FILE', '').split(':') if each]
    if len(names) < 2:
        return
    clouds: dict = {}
    for name in names:
        clouds.update((yaml.safe_load(pathlib.Path(name).read_text()) or {}).get('clouds') or {})
    path = pathlib.Path(folder) / 'clouds.yaml'
    path.touch(mode=0o600)
    path.write_text(yaml.safe_dump({'clouds': clouds}))
    os.environ['OS_CLIENT_CONFIG_FILE'] = str(path)
