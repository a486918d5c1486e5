import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const dumpPath = fileURLToPath(new URL("dump.py", import.meta.url));

const RUN_MANY = `
import json as _json, sys as _sys
_sys.setrecursionlimit(10000)
def _run(payload):
    answers = []
    for source in _json.loads(payload):
        try:
            answers.append({"lines": describe(source)})
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            answers.append({"error": f"{type(error).__name__}: {error}"})
    return _json.dumps(answers)
`;

/** The newest CPython, compiled to WebAssembly: its version, and a function from sources to what `dump.py` says. */
export async function loadNewestPython() {
	const pyodide = await loadPyodide();
	pyodide.runPython(readFileSync(dumpPath, "utf8").replace(/if __name__ == "__main__":[\s\S]*/, ""));
	pyodide.runPython(RUN_MANY);
	const version = pyodide.runPython("import sys; '.'.join(map(str, sys.version_info[:3]))");
	const run = pyodide.globals.get("_run");
	return { version, describe: (sources) => JSON.parse(run(JSON.stringify(sources))) };
}

/** A CPython on this machine, or `undefined` when there is none of that version. `PYTHON` names another program. */
export function findLocalPython(version) {
	const run = (program, args, input) =>
		spawnSync(program, args, {
			input,
			encoding: "utf8",
			maxBuffer: 2 ** 31 - 1,
			env: { ...process.env, PYTHONUTF8: "1" },
		});
	for (const program of [process.env.PYTHON, `python${version}`, "python3", "python"].filter(Boolean)) {
		const found = run(program, ["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"]).stdout?.trim();
		if (!found?.startsWith(`${version}.`)) continue;
		const code = `import sys; sys.path.insert(0, ${JSON.stringify(fileURLToPath(new URL(".", import.meta.url)))})
sys.dont_write_bytecode = True
from dump import *
${RUN_MANY}
print(_run(sys.stdin.buffer.read().decode("utf-8")))`;
		return {
			version: found,
			describe: (sources) => JSON.parse(run(program, ["-c", code], JSON.stringify(sources)).stdout),
		};
	}
	return undefined;
}
