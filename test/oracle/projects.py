"""What CPython makes of the programs in test/project/cases: the plain values of each main.py, in JSON.

Usage: python test/oracle/projects.py > test/golden/projects.json
"""

import json
import pathlib
import subprocess
import sys

CASES = pathlib.Path(__file__).parent.parent / "project" / "cases"
RUN = """
import json, runpy, sys
sys.dont_write_bytecode = True
sys.path[0] = {folder!r}
names = runpy.run_path({main!r}, run_name="__main__")
plain = (int, str, bool, float, type(None), tuple, list, dict)
found = {{name: repr(value) for name, value in names.items() if isinstance(value, plain) and not name.startswith("__")}}
print(json.dumps(found))
"""


def record(folder):
    code = RUN.format(folder=str(folder), main=str(folder / "main.py"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else {"error": done.stderr.strip().splitlines()[-1]}


if __name__ == "__main__":
    records = {folder.name: record(folder) for folder in sorted(CASES.iterdir())}
    json.dump(records, sys.stdout, indent=1, sort_keys=True)
    print()
