import assert from "node:assert/strict";
import fc from "fast-check";
import { DEFAULTS } from "../../server/src/project/configuration/editor-settings";
import { createVersionFinder } from "../../server/src/project/environment/find-versions";
import { memoryFiles } from "../../server/src/project/source-files";
import { versionsFor } from "../../server/src/project/world";

type Files = Readonly<Record<string, string>>;

/** `keras/tensorflow source` of a program in `/w/app`. */
function worldIn(files: Files, environment?: string, workspace: readonly string[] = ["/w"]): string {
	const found = createVersionFinder(memoryFiles(files)).find("/w/app/train.py", workspace, environment);
	const { keras, tensorflow, source } = versionsFor(DEFAULTS, found);
	return `${keras}/${tensorflow} ${source}`;
}

const NEWEST = "3.15.1/2.21.0 default";
const requirements = (text: string): string => worldIn({ "/w/requirements.txt": text });
const venv = (folder: string, ...names: readonly string[]): Files => ({
	[`${folder}/pyvenv.cfg`]: "",
	...Object.fromEntries(names.map((name) => [`${folder}/lib/python3.11/site-packages/${name}/METADATA`, ""])),
});

describe("versions of Keras and TensorFlow", () => {
	it("are the newest where nothing is said", () => {
		assert.equal(worldIn({}), NEWEST);
		assert.equal(requirements("numpy\ntensorflow\n"), NEWEST);
	});

	it("are those of the environment in the workspace", () => {
		assert.equal(
			worldIn(venv("/w/.venv", "keras-3.4.1.dist-info", "tensorflow-2.17.0.dist-info")),
			"3.4.1/2.17.0 environment",
		);
		assert.equal(worldIn(venv("/w/env", "tensorflow_cpu-2.13.1.dist-info")), "2.13.0/2.13.1 environment");
		assert.equal(worldIn(venv("/w/venv", "tf_keras-2.15.0.dist-info")), NEWEST);
		assert.equal(worldIn(venv("/w/.venv", "keras_nightly-3.16.0.dev2026.dist-info")), "3.16.0/2.21.0 environment");
		assert.equal(
			worldIn({ ...venv("/w/.venv", "keras-3.1.0.dist-info"), "/w/requirements.txt": "keras==3.2" }),
			"3.1.0/2.21.0 environment",
		);
		assert.equal(worldIn(venv("/.venv", "keras-3.1.0.dist-info")), NEWEST);
	});

	it("are first those of the selected interpreter", () => {
		const files = {
			...venv("/w/.venv", "keras-3.1.0.dist-info"),
			...venv("/other", "keras-3.2.0.dist-info"),
			...venv("/empty", "six-1.0.dist-info"),
		};
		assert.equal(worldIn(files, "/other"), "3.2.0/2.21.0 environment");
		assert.equal(worldIn(files, "/other/bin/python3.11"), "3.2.0/2.21.0 environment");
		assert.equal(worldIn(files, "/empty"), "3.1.0/2.21.0 environment");
		const windows = { "C:/conda/Lib/site-packages/tensorflow-2.10.0.dist-info/METADATA": "" };
		assert.equal(worldIn(windows, "C:/conda/python.exe"), "2.10.0/2.10.0 environment");
	});

	it("are those of lock files", () => {
		const lock = (name: string, text: string) => worldIn({ [`/w/${name}`]: text });
		const toml =
			'[[package]]\nname = "keras"\nversion = "3.3.3"\n\n[[package]]\nname = "tensorflow"\nversion = "2.16.2"\nsource = { registry = "x" }\n';
		for (const name of ["uv.lock", "poetry.lock", "pdm.lock"]) assert.equal(lock(name, toml), "3.3.3/2.16.2 lock");
		assert.equal(lock("pylock.toml", '[[packages]]\nname = "keras"\nversion = "3.3.3"\n'), "3.3.3/2.21.0 lock");
		assert.equal(
			lock("Pipfile.lock", '{"default": {"tensorflow-cpu": {"version": "==2.14.1"}, "x": null}}'),
			"2.14.0/2.14.1 lock",
		);
		assert.equal(lock("Pipfile.lock", "{"), NEWEST);
	});

	it("are the newest that requirements let through", () => {
		assert.equal(requirements("tensorflow==2.15.0"), "2.15.0/2.15.0 requirements");
		assert.equal(requirements("tensorflow~=2.12,<2.15 # comment"), "2.14.0/2.14.1 requirements");
		assert.equal(requirements("tensorflow[and-cuda] >= 2.16, < 2.18"), "3.15.1/2.17.1 requirements");
		assert.equal(requirements("Keras>=3,<3.5"), "3.4.1/2.21.0 requirements");
		assert.equal(requirements("tensorflow>=2.10\nkeras<3"), "2.15.0/2.15.1 requirements");
		assert.equal(requirements("tensorflow\nkeras==2.13.1"), "2.13.1/2.13.0 requirements");
		assert.equal(requirements("keras>=99"), NEWEST);
		assert.equal(requirements("tensorflow==1.15.5"), "2.2.4/1.15.5 requirements");
		assert.equal(requirements("keras==3.1.0rc1"), "3.1.0/2.21.0 requirements");
	});

	it("pass over what is no requirement", () => {
		const text = `-e .
--index-url https://x
git+https://x/keras.git
./keras-3.0.whl
tensorflow-macos==2.13.0 ; sys_platform == "darwin"
tensorflow==2.14.0 ; sys_platform != "darwin" \\
    --hash=sha256:aa --hash=sha256:bb
keras-cv==0.1
\${KERAS}==3
==3
`;
		assert.equal(requirements(text), "2.14.0/2.14.0 requirements");
		assert.equal(
			requirements("tensorflow @ https://x/y/tensorflow-2.12.1-cp311-cp311-linux.whl"),
			"2.12.0/2.12.1 requirements",
		);
	});

	it("follow other files that requirements name", () => {
		const files = {
			"/w/requirements.txt": "-r deep/base.txt\n-c constraints.txt\n-r requirements.txt\n-r ../../../out.txt\n",
			"/w/deep/base.txt": "tensorflow\nkeras\n",
			"/w/constraints.txt": "keras<3.4\n",
		};
		assert.equal(worldIn(files), "3.3.3/2.21.0 requirements");
		assert.equal(worldIn({ "/w/requirements-dev.txt": "keras<3.4" }), "3.3.3/2.21.0 requirements");
	});

	it("are those of project files", () => {
		const pyproject = (text: string): string => worldIn({ "/w/pyproject.toml": text });
		assert.equal(pyproject('[project]\ndependencies = ["tensorflow>=2.15,<2.16"]\n'), "2.15.0/2.15.1 requirements");
		assert.equal(pyproject('[project.optional-dependencies]\ntf = ["keras==3.2.1"]\n'), "3.2.1/2.21.0 requirements");
		assert.equal(
			pyproject('[dependency-groups]\ndev = ["keras==3.2.1", {include-group = "x"}]\n'),
			"3.2.1/2.21.0 requirements",
		);
		assert.equal(pyproject('[tool.poetry.dependencies]\ntensorflow = "^2.12"\n'), "3.15.1/2.21.0 requirements");
		assert.equal(
			pyproject('[tool.poetry.dependencies]\ntensorflow = {version = "~2.12", extras = ["x"]}\n'),
			"2.12.0/2.12.1 requirements",
		);
		assert.equal(pyproject('[tool.poetry.group.dev.dependencies]\nkeras = "3.1.1"\n'), "3.1.1/2.21.0 requirements");
		assert.equal(
			worldIn({ "/w/setup.cfg": "[options]\ninstall_requires =\n    numpy\n    tensorflow==2.13.*\n" }),
			"2.13.0/2.13.1 requirements",
		);
		assert.equal(
			worldIn({ "/w/setup.cfg": "[options]\ninstall_requires = keras==3.0\n" }),
			"3.0.0/2.21.0 requirements",
		);
		const conda =
			"dependencies:\n  - python=3.10\n  - conda-forge::tensorflow=2.10=cuda112\n  - pip\n  - pip:\n      - other\n";
		assert.equal(worldIn({ "/w/environment.yml": conda }), "2.10.0/2.10.1 requirements");
		assert.equal(
			worldIn({ "/w/environment.yml": "dependencies:\n- pip:\n  - keras==3.5\n" }),
			"3.5.0/2.21.0 requirements",
		);
		assert.equal(worldIn({ "/w/environment.yml": 'dependencies:\n- "keras >=3,<3.2"\n' }), "3.1.1/2.21.0 requirements");
	});

	it("are those of the nearest file that says one", () => {
		const files = {
			"/w/app/requirements.txt": "tensorflow\n",
			"/w/requirements.txt": "keras<3.2\n",
			"/requirements.txt": "keras<3.1\n",
		};
		assert.equal(worldIn(files), "3.1.1/2.21.0 requirements");
		assert.equal(worldIn({ ...files, "/w/app/requirements.txt": "keras<3.3" }), "3.2.1/2.21.0 requirements");
		assert.equal(worldIn({ "/requirements.txt": "keras<3.1\n" }, undefined, []), "3.0.5/2.21.0 requirements");
	});

	it("come from any text without an exception", () => {
		const names = ["requirements.txt", "pyproject.toml", "uv.lock", "Pipfile.lock", "environment.yml", "setup.cfg"];
		const piece = fc.constantFrom(
			"keras",
			"tensorflow",
			"==",
			">=",
			"3.1",
			"*",
			",",
			";",
			"\n",
			"-",
			" ",
			"[",
			"]",
			'"',
			"^",
			"~",
			"||",
			":",
			"=",
			"-r ",
			"{",
			"}",
		);
		const text = fc.oneof(
			fc.string(),
			fc.array(piece).map((pieces) => pieces.join("")),
		);
		fc.assert(
			fc.property(fc.constantFrom(...names), text, (name, each) => {
				assert.match(worldIn({ [`/w/${name}`]: each }), /^\d+\.\d+\.\d+\/\d+\.\d+\.\d+ (default|lock|requirements)$/);
			}),
			{ numRuns: 1000 },
		);
	});
});
