import assert from "node:assert/strict";
import { createWorkspace, type Run, type Workspace } from "./run-cli";

const PRELUDE = "import keras\nfrom keras import layers\n";

/** No input makes it crash, hang, or show its own source. */
function assertCivil({ code, out, error, milliseconds }: Run, seconds = 15): void {
	assert.ok(code === 0 || code === 1 || code === 2, `exit code ${code}\n${error}`);
	assert.doesNotMatch(out + error, /internal error|node_modules|^\s+at .*:\d+:\d+/m);
	assert.ok(milliseconds < seconds * 1000, `${milliseconds} ms`);
}

describe("bad input on the command line", () => {
	let here: Workspace;
	before(async function () {
		this.timeout(60_000);
		here = await createWorkspace();
	});
	after(() => here.remove());

	const UNREADABLE: Readonly<Record<string, { readonly content?: string | Uint8Array; readonly says: RegExp }>> = {
		"missing.py": { says: /missing\.py: there is no such file/ },
		"binary.py": { content: Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3), says: /binary file/ },
		"latin.py": { content: Uint8Array.of(0x78, 0x20, 0x3d, 0x20, 0x22, 0xe9, 0x22), says: /not valid UTF-8/ },
		"huge.py": { content: "x = 1\n".repeat(1_700_000), says: /10\.2 MB; files over 5\.0 MB/ },
		"not-a-notebook.ipynb": { content: "{]", says: /not a Jupyter notebook/ },
	};
	for (const [name, { content, says }] of Object.entries(UNREADABLE)) {
		it(`refuses ${name}, and reads the others`, () => {
			if (content !== undefined) here.write(name, content);
			here.write("fine.py", PRELUDE);
			const run = here.run(["check", name, "fine.py", "--output-format", "json"]);
			assertCivil(run);
			assert.equal(run.code, 2);
			assert.match(run.error, says);
			assert.equal(JSON.parse(run.out).files.length, 1);
		});
	}

	for (const [name, text, says] of [
		["a loop without end", "i = 0\nwhile True:\n    i += 1\n", /not followed to its end: a loop/],
		["recursion without end", "def f(n):\n    return f(n + 1)\nf(0)\n", /not followed to its end: calls of f/],
	] as const) {
		for (const command of ["check", "specs"]) {
			it(`${command} says that ${name} was not followed to its end`, () => {
				here.write("endless.py", text);
				const run = here.run([command, "endless.py"]);
				assertCivil(run);
				assert.match(run.error, says);
			});
		}
	}

	it("refuses a folder without Python files", () => {
		here.write("empty/readme.txt", "nothing");
		const run = here.run(["check", "empty"]);
		assert.equal(run.code, 2);
		assert.match(run.error, /the folder holds no Python files/);
	});

	it("reads the encoding that a file declares", () => {
		const head = [...'# -*- coding: latin-1 -*-\nx = "'].map((each) => each.charCodeAt(0));
		here.write("declared.py", Uint8Array.from([...head, 0xe9, 0x22, 0x0a]));
		assert.equal(here.run(["check", "declared.py"]).code, 0);
	});

	const source = (text: string, ending: string): string => (PRELUDE + text).replaceAll("\n", ending);
	const TEXT = "x = keras.Input((None,))\ny = layers.Dense(10)(x)\n";

	for (const [name, text] of Object.entries({
		"a byte order mark": `\ufeff${source(TEXT, "\n")}`,
		CRLF: source(TEXT, "\r\n"),
		"a lone CR": source(TEXT, "\r"),
		"tabs and form feeds": source(`\f${TEXT}if True:\n\tz = y\n`, "\n"),
	})) {
		it(`counts lines and characters in spite of ${name}`, () => {
			here.write("endings.py", text);
			const run = here.run(["check", "endings.py", "--output-format", "json"]);
			assert.equal(run.code, 1, run.error);
			const [finding] = JSON.parse(run.out).files[0].findings;
			assert.deepEqual(finding.range, { start: { line: 3, character: 4 }, end: { line: 3, character: 23 } });
		});
	}

	it("shows syntax errors, analyses the rest, and ends with 1", () => {
		here.write("half.py", `${PRELUDE}x = keras.Input((3,))\ny = layers.Dense(\nz = layers.Dense(2)(x)\n`);
		const run = here.run(["specs", "half.py"]);
		assertCivil(run);
		assert.equal(run.code, 1);
		assert.match(run.error, /^half\.py:\d+:\d+: syntax error: /);
		assert.match(run.out, /z: \(None, 2\) float32/);
	});

	it("shows control characters of the source as harmless ones", () => {
		here.write("escape.py", `${PRELUDE}# \u001b[31m\u202e\nx = keras.Input((3,))\n`);
		const { out } = here.run(["specs", "escape.py"]);
		for (const bad of ["\u001b", "\u202e"]) assert.ok(!out.includes(bad));
	});

	const nested = (depth: number): string => `x = ${"(".repeat(depth)}1${")".repeat(depth)}\n`;
	const PROGRAMS: Readonly<Record<string, string>> = {
		"an empty file": "",
		"a deeply nested expression": nested(5000),
		"a long sum": `x = ${"1 + ".repeat(20_000)}1\n`,
		"a long chain of calls": `x = a${".b()".repeat(5000)}\n`,
		"deeply nested lists": `x = ${"[".repeat(3000)}${"]".repeat(3000)}\n`,
		"deeply nested blocks": Array.from({ length: 90 }, (_, depth) => `${" ".repeat(depth)}if a:\n`).join(""),
		"a loop without end": "x = 0\nwhile True:\n    x += 1\n",
		"two loops without end": "n = 0\nwhile n >= 0:\n    while True:\n        n = n + 1\n",
		"endless recursion": "def f(n):\n    return f(n + 1)\n\nf(0)\n",
		"mutual recursion": "def f(n):\n    return g(n) + 1\n\ndef g(n):\n    return f(n) + 1\n\nf(0)\n",
		"endless recursion of layers":
			"class L(layers.Layer):\n    def call(self, x):\n        return self(x)\n\nL()(keras.Input((3,)))\n",
		"huge shapes": "x = keras.Input((10**12, 10**12))\ny = layers.Dense(10**15)(x)\nz = layers.Flatten()(x)\n",
		"a huge range": "x = keras.Input((3,))\nfor i in range(10**12):\n    x = layers.Dense(3)(x)\n",
		"a huge list": "x = [0] * 10**9\ny = 'a' * 10**10\nz = 2 ** 10**8\n",
		"a list that grows as it is read": "x = [1]\nfor each in x:\n    x.append(each)\n",
		"a list within itself": "x = []\nx.append(x)\nprint(x)\ny = (x == x)\n",
		"a thousand layers": `x = keras.Input((8,))\nfor i in range(1000):\n    x = layers.Dense(8)(x)\nmodel = keras.Model(x, x)\n`,
		"only brackets": "([{".repeat(2000),
		"only quotes": '"""'.repeat(1001),
		"Python 2": 'print "hello"\nexec "x"\nraise E, "m"\n',
		"not Python": "<html><body>{{ x }}</body></html>\n",
		"a bomb of doublings": `x = "ab"\n${"x = x + x\n".repeat(200)}`,
		"a bomb of branches": `import os\nx = 0\n${"if os.urandom(1):\n    x = x + 1\n".repeat(60)}`,
	};
	for (const [name, program] of Object.entries(PROGRAMS)) {
		it(`survives ${name}`, function () {
			this.timeout(60_000);
			here.write("program.py", PRELUDE + program);
			for (const command of ["check", "specs", "summary"]) assertCivil(here.run([command, "program.py"]));
		});
	}

	it("does not mind a reader that leaves", () => {
		here.write("long.py", PRELUDE + "x = keras.Input((3,))\n".repeat(3000));
		const { out, code } = here.run(["specs", "long.py", "--output-format", "json"]);
		assert.equal(code, 0);
		assert.equal(JSON.parse(out).files[0].values.length, 6000);
	});
});
