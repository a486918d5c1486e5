import assert from "node:assert/strict";
import { createWorkspace, type Run, type Workspace } from "./run-cli";

const BAD = "import keras\nx = keras.Input((None,))\ny = keras.layers.Dense(10)(x)\n";

describe("the command line and the settings of projects", () => {
	let here: Workspace;
	before(async () => {
		here = await createWorkspace();
	});
	after(() => here.remove());

	/** Puts the file into a folder of its own, with others. */
	const place = (folder: string, others: Readonly<Record<string, string>>): string => {
		for (const [name, text] of Object.entries(others)) here.write(`${folder}/${name}`, text);
		return here.write(`${folder}/model.py`, BAD);
	};
	const fileOf = ({ out }: Run) => JSON.parse(out).files[0];
	const check = (path: string, ...options: readonly string[]): Run =>
		here.run(["check", "--output-format", "json", path, ...options]);
	const worldOf = (path: string, ...options: readonly string[]): unknown => fileOf(check(path, ...options)).world;

	it("stays with the newest Keras where nothing says another", () => {
		const world = { keras: "3.15.1", tensorflow: "2.21.0", source: "default" };
		assert.deepEqual(worldOf(place("plain", {})), world);
		assert.deepEqual(worldOf(place("open", { "requirements.txt": "tensorflow\n" })), world);
	});

	it("takes versions from what is near the file, and says from where", () => {
		assert.deepEqual(worldOf(place("req", { "requirements.txt": "tensorflow==2.15.0\n" })), {
			keras: "2.15.0",
			tensorflow: "2.15.0",
			source: "requirements",
			from: "req/requirements.txt",
		});
		const site = ".venv/lib/python3.11/site-packages";
		const world = { keras: "3.4.1", tensorflow: "2.17.0", source: "environment", from: `venv/${site}` };
		const installed = {
			[`${site}/keras-3.4.1.dist-info/METADATA`]: "",
			[`${site}/tensorflow-2.17.0.dist-info/METADATA`]: "",
		};
		assert.deepEqual(worldOf(place("venv", { ".venv/pyvenv.cfg": "", ...installed })), world);
	});

	it("lets options go before the project, and the project before the rest", () => {
		const path = place("both", {
			"requirements.txt": "keras==3.2.0\n",
			"pyproject.toml": '[tool.keraspec]\ntensorflow-version = "2.14"\nrules = { undefined-dimension = "off" }\n',
		});
		const from = "both/pyproject.toml";
		assert.deepEqual(worldOf(path), { keras: "2.14.0", tensorflow: "2.14", source: "pyproject", from });
		assert.deepEqual(worldOf(path, "--keras", "3.5.0"), { keras: "3.5.0", tensorflow: "2.21.0", source: "settings" });
		assert.deepEqual(fileOf(check(path)).findings, []);
		assert.equal(check(path).code, 0);
		const run = check(path, "--rule", "undefined-dimension=warning");
		assert.deepEqual(
			fileOf(run).findings.map((each: { severity: string }) => each.severity),
			["warning"],
		);
		assert.equal(run.code, 1);
		assert.equal(check(path, "--rule", "undefined-dimension=hint").code, 0);
	});

	it("has overrides for some files, in a folder that is walked", () => {
		place("many/tests", {
			"../pyproject.toml":
				'[tool.keraspec]\n[[tool.keraspec.overrides]]\nfiles = ["tests/**"]\nrules.undefined-dimension = "off"\n',
		});
		place("many/app", {});
		const { out, code } = here.run(["check", "many"]);
		assert.equal(code, 1);
		assert.match(out, /many\/app\/model\.py/);
		assert.doesNotMatch(out, /many\/tests\/model\.py/);
	});

	it("says the mistakes of a project once, and goes on", () => {
		place("wrong", {
			"pyproject.toml": '[tool.keraspec]\nkeras-verson = "3.1"\nrules = { undefined-dimension = "hint" }\n',
		});
		here.write("wrong/other.py", BAD);
		const { out, error, code } = here.run(["check", "wrong"]);
		assert.equal(code, 2);
		assert.equal(
			error,
			'wrong/pyproject.toml:2:1: error: there is no key "keras-verson"; did you mean keras-version?\n',
		);
		assert.match(out, /2 hints in 2 files/);
		const broken = here.run(["check", place("broken", { "pyproject.toml": '[tool.keraspec]\nkeras-version = "3\n' })]);
		assert.equal(broken.code, 2);
		assert.match(broken.error, /^broken\/pyproject\.toml:2:\d+: error: /);
		assert.equal(here.run(["check", place("others", { "pyproject.toml": "[tool.other\n" })]).error, "");
	});

	it("refuses levels and rules that there are not", () => {
		const refused = (rule: string): string => {
			const { code, error } = here.run(["check", "plain", "--rule", rule]);
			assert.equal(code, 2);
			return error.split("\n", 1)[0] as string;
		};
		assert.equal(refused("input-rnk=off"), 'error: --rule: there is no rule "input-rnk"; did you mean input-rank?');
		assert.match(refused("input-rank=of"), /the level must be one of off, .*; did you mean off\?/);
		assert.match(refused("input-rank"), /the level must be one of/);
	});
});
