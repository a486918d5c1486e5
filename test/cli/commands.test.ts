import assert from "node:assert/strict";
import { version } from "../../package.json";
import { createWorkspace, type Workspace } from "./run-cli";

const CLEAN = `import keras
from keras import layers

x = keras.Input((16,))
y = layers.Dense(10)(x)
model = keras.Model(x, y)
`;

const BROKEN = `import keras
from keras import layers

x = keras.Input((None,))
y = layers.Dense(10)(x)
`;

describe("the command line", () => {
	let here: Workspace;
	before(async function () {
		this.timeout(60_000);
		here = await createWorkspace();
		here.write("clean.py", CLEAN);
		here.write("broken.py", BROKEN);
	});
	after(() => here.remove());

	const json = (...args: string[]) => JSON.parse(here.run([...args, "--output-format", "json"]).out);

	describe("usage", () => {
		it("prints its version and its help", () => {
			assert.equal(here.run(["--version"]).out, `keraspec ${version}\n`);
			for (const args of [["--help"], ["help"], ["check", "--help"], ["-h"]]) {
				const { code, out } = here.run(args);
				assert.equal(code, 0);
				assert.match(out, /usage: keraspec COMMAND/);
			}
		});

		const WRONG: Readonly<Record<string, readonly string[]>> = {
			"no command": [],
			"an unknown command": ["chekc", "clean.py"],
			"a file instead of a command": ["clean.py"],
			"an unknown option": ["check", "--frobnicate", "clean.py"],
			"no file": ["check"],
			"an unknown format": ["check", "--output-format", "yaml", "clean.py"],
			"a format without a value": ["check", "clean.py", "--output-format"],
			"an unknown policy": ["check", "--spec-policy", "strict", "clean.py"],
			"a version that is none": ["check", "--keras", "latest", "clean.py"],
			"a version that no one knows": ["check", "--keras", "4.0.0", "clean.py"],
			"several files of which one is summarised": ["summary", "clean.py", "broken.py"],
			"a server that is not over stdio": ["server"],
		};
		for (const [name, args] of Object.entries(WRONG)) {
			it(`refuses ${name}`, () => {
				const { code, out, error } = here.run(args);
				assert.equal(code, 2);
				assert.equal(out, "");
				assert.match(error, /^error: .+\nTry: keraspec --help\n$/);
			});
		}
	});

	describe("check", () => {
		it("ends with 0 when all is clean", () => {
			const { code, out, error } = here.run(["check", "clean.py"]);
			assert.equal(code, 0);
			assert.equal(out, "no findings in 1 file\n");
			assert.equal(error, "");
		});

		it("draws a finding under its line, and ends with 1", () => {
			const { code, out } = here.run(["check", "broken.py"]);
			assert.equal(code, 1);
			assert.match(out, /^error\[undefined-dimension\]: Dense needs/);
			assert.match(out, /--> broken\.py:5:5\n 5 \| y = layers\.Dense\(10\)\(x\)\n {3}\| {5}\^{19} raises ValueError\n/);
			assert.match(out, /note: .+\n +--> broken\.py:4:5\n 4 \| x = keras\.Input\(\(None,\)\)\n {3}\| {5}-{20}\n/);
			assert.match(out, /\n\n1 error in 1 file\n$/);
		});

		it("has no colours in a pipe, unless they are forced", () => {
			const escape = String.fromCharCode(27);
			assert.ok(!here.run(["check", "broken.py"]).out.includes(escape));
			assert.ok(here.run(["check", "broken.py"], { env: { FORCE_COLOR: "1" } }).out.includes(escape));
			assert.ok(!here.run(["check", "broken.py"], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } }).out.includes(escape));
		});

		it("writes findings as JSON, without values", () => {
			const { version: format, files } = json("check", "broken.py", "clean.py");
			assert.equal(format, 1);
			assert.deepEqual(
				files.map((file: { path: string }) => file.path),
				["broken.py", "clean.py"],
			);
			const [file] = files;
			assert.deepEqual(file.world, { keras: "3.15.1", tensorflow: "2.21.0", source: "default" });
			assert.equal("values" in file, false);
			const [finding] = file.findings;
			assert.equal(finding.code, "undefined-dimension");
			assert.equal(finding.severity, "error");
			assert.equal(finding.exception, "ValueError");
			assert.deepEqual(finding.range, { start: { line: 4, character: 4 }, end: { line: 4, character: 23 } });
			assert.equal(finding.related[0].path, "broken.py");
			assert.deepEqual(finding.related[0].range.start, { line: 3, character: 4 });
			assert.ok(Array.isArray(finding.fixes));
		});

		it("tells on request how a file was followed", () => {
			here.write("open.py", "import json\nn = json.load(open('c'))\nfor i in range(n):\n    f(i)\n");
			const { out } = here.run(["check", "--statistics", "--output-format", "json", "open.py"]);
			const { statistics } = JSON.parse(out).files[0];
			assert.equal(statistics.contexts, 1);
			assert.equal(statistics.undecided_loops, 1);
			assert.ok(Object.keys(statistics.not_followed).length > 0);
			assert.deepEqual(statistics.exhausted, {});
			assert.match(here.run(["check", "--statistics", "open.py"]).out, /steps, 1 contexts.*1 undecided loops/);
		});

		it("reads standard input", () => {
			const { code, out } = here.run(["check", "--output-format", "json", "-"], { input: BROKEN });
			assert.equal(code, 1);
			assert.equal(JSON.parse(out).files[0].path, "-");
		});

		it("walks folders, and leaves alone what is not the user's", () => {
			here.write("project/model.py", CLEAN);
			here.write("project/pkg/deep.py", CLEAN);
			for (const folder of [".git", ".hidden", "node_modules/x", "__pycache__", "lib/site-packages"])
				here.write(`project/${folder}/broken.py`, BROKEN);
			here.write("project/my-env/pyvenv.cfg", "");
			here.write("project/my-env/broken.py", BROKEN);
			here.write("project/notes.txt", "none");
			const { files } = json("check", "project");
			const paths = files.map((file: { path: string }) => file.path);
			assert.deepEqual(paths, ["project/model.py", "project/pkg/deep.py"]);
		});

		it("takes the world from the options", () => {
			const [two] = json("check", "--keras", "2.15.0", "clean.py").files;
			assert.deepEqual(two.world, { keras: "2.15.0", tensorflow: "2.15.0", source: "settings" });
			const [three] = json("check", "--tensorflow", "2.16.1", "clean.py").files;
			assert.equal(three.world.keras.split(".")[0], "3");
		});
	});

	describe("specs", () => {
		it("gives every expression and every assigned name", () => {
			const [file] = json("specs", "clean.py").files;
			const texts = file.values.map((value: { text: string }) => value.text);
			assert.deepEqual(
				texts.sort(),
				[
					"keras.Input((16,))",
					"keras.Model(x, y)",
					"layers.Dense(10)",
					"layers.Dense(10)(x)",
					"model",
					"x",
					"x",
					"x",
					"y",
					"y",
				].sort(),
			);
			const y = file.values.find((value: { text: string }) => value.text === "y");
			assert.deepEqual(y, {
				range: { start: { line: 4, character: 0 }, end: { line: 4, character: 1 } },
				text: "y",
				kind: "KerasTensor",
				shape: [null, 10],
				dtype: "float32",
				seen: [{ shape: [null, 10], dtype: "float32" }],
				contexts: 1,
			});
			const layer = file.values.find((value: { text: string }) => value.text === "layers.Dense(10)");
			assert.equal(layer.kind, "Layer");
			assert.equal(layer.shape, "?");
		});

		it("draws them under the source", () => {
			const { out } = here.run(["specs", "clean.py"]);
			assert.match(out, / {2}5 │ y = layers\.Dense\(10\)\(x\)\n {4}│ └ y: \(None, 10\) float32\n/);
		});

		it("counts UTF-16 units, as editors do", () => {
			here.write("wide.py", 'import keras\n名 = "𝔘𝔘"; x = keras.Input((3,), name="a")\n');
			const [file] = json("specs", "wide.py").files;
			const x = file.values.find((value: { text: string }) => value.text === "x");
			assert.deepEqual(x.range.start, { line: 1, character: 12 });
		});

		it("reads all cells of a notebook as one program", () => {
			const cells = [
				{ cell_type: "markdown", source: "# A model" },
				{ cell_type: "code", source: ["%matplotlib inline\n", "!pip install keras\n", "import keras"] },
				{ cell_type: "code", source: "\nx = keras.Input((3,))" },
			];
			here.write("book.ipynb", JSON.stringify({ cells, nbformat: 4 }));
			const [file] = json("specs", "book.ipynb").files;
			assert.equal(file.path, "book.ipynb");
			assert.equal(file.syntax_errors, undefined);
			const x = file.values.find((value: { text: string }) => value.text === "x");
			assert.deepEqual(x.range, { cell: 2, start: { line: 1, character: 0 }, end: { line: 1, character: 1 } });
		});
	});

	describe("summary", () => {
		it("prints the table of model.summary()", () => {
			const { code, out } = here.run(["summary", "clean.py"]);
			assert.equal(code, 0);
			assert.match(out, /^Model: "functional" \(clean\.py:6:9\)\n/);
			assert.match(out, /input_layer \(InputLayer\) {2}\(None, 16\) +0\n/);
			assert.match(out, /Total params: 170 \(680\.00 B\)\n/);
		});

		it("writes it as JSON", () => {
			const { version: format, models } = json("summary", "clean.py", "--keras", "2.15.0");
			assert.equal(format, 1);
			assert.deepEqual(models, [
				{
					name: "model",
					kind: "Functional",
					range: { start: { line: 5, character: 8 }, end: { line: 5, character: 25 } },
					layers: [
						{ name: "input_1", class: "InputLayer", output_shape: [[null, 16]], params: 0, connected_to: [] },
						{ name: "dense", class: "Dense", output_shape: [null, 10], params: 170, connected_to: [] },
					],
					total_params: 170,
					trainable_params: 170,
					non_trainable_params: 0,
				},
			]);
		});

		it("and graph show what is known of a file that is not valid Python, and fail", () => {
			for (const command of ["summary", "graph"]) {
				const { code, out, error } = here.run([command, "-"], { input: `${CLEAN}def f(:\n` });
				assert.equal(code, 1);
				assert.match(out, /dense/);
				assert.match(error, /syntax error/);
			}
		});

		it("says when there is no model", () => {
			const { code, out, error } = here.run(["summary", "-"], { input: "x = 1\n" });
			assert.deepEqual([code, out, error], [0, "", "No model was found in this file.\n"]);
		});
	});
});
