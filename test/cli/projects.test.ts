import assert from "node:assert/strict";
import { createWorkspace, type Workspace } from "./run-cli";

describe("the command line over projects", () => {
	let here: Workspace;
	before(async () => {
		here = await createWorkspace();
		here.write("app/sizes.py", "WIDTH = 4\n");
		here.write("app/train.py", "import keras\nfrom sizes import WIDTH\nfrom lib.nets import net\nx = net(WIDTH)\n");
		here.write("src/lib/__init__.py", "");
		here.write(
			"src/lib/nets.py",
			"import keras\nfrom . import parts\ndef net(n):\n    return parts.dense(keras.Input((n,)))\n",
		);
		here.write(
			"src/lib/parts.py",
			"import keras\nimport vendor\ndef dense(t):\n    return keras.layers.Dense(vendor.N)(t)\n",
		);
		here.write("env/site-packages/vendor/__init__.py", "from .n import N\n");
		here.write("env/site-packages/vendor/n.py", "N = 6\n");
	});
	after(() => here.remove());

	const shapeOf = (text: string, path: string, ...options: readonly string[]): unknown => {
		const { out, error } = here.run(["specs", "--output-format", "json", path, ...options]);
		assert.equal(error, "");
		const [file] = JSON.parse(out).files;
		return file.values.findLast((value: { text: string }) => value.text === text)?.shape;
	};

	it("imports beside a file, below the current folder and in src", () => {
		assert.deepEqual(shapeOf("x", "app/train.py"), [null, "?"]);
	});

	it("follows installed packages when told to", () => {
		const options = ["--package-root", "env/site-packages", "--follow", "vendor"];
		assert.deepEqual(shapeOf("x", "app/train.py", ...options), [null, 6]);
		assert.deepEqual(shapeOf("x", "app/train.py", ...options.slice(0, 2)), [null, "?"]);
	});

	it("imports beside a notebook, and names its cells", () => {
		const cells = [
			"import keras\nfrom sizes import WIDTH",
			"%%time\nx = keras.Input((WIDTH, None))\nkeras.layers.Dense(2)(x)",
		];
		const source = cells.map((text) => ({ cell_type: "code", source: text }));
		here.write("app/book.ipynb", JSON.stringify({ cells: [{ cell_type: "markdown", source: "" }, ...source] }));
		const { code, out } = here.run(["check", "app/book.ipynb"]);
		assert.equal(code, 1);
		assert.match(out, /--> app\/book\.ipynb#cell 3:3:1\n/);
		assert.deepEqual(shapeOf("x", "app/book.ipynb"), [null, 4, null]);
	});

	it("says where in another file a None comes from", () => {
		here.write("app/inputs.py", "import keras\ndef tensor():\n    return keras.Input((None,))\n");
		here.write("app/bad.py", "import keras\nfrom inputs import tensor\nkeras.layers.Dense(2)(tensor())\n");
		const { out } = here.run(["check", "app/bad.py"]);
		assert.match(out, /--> app\/bad\.py:3:1\n/);
		assert.match(out, /--> \S*app\/inputs\.py:3:12\n?/);
	});

	it("executes a file of a package as its module", () => {
		here.write("src/lib/own.py", "import keras\nfrom .nets import net\nx = net(3)\ny = keras.Input((3,))\n");
		assert.deepEqual(shapeOf("y", "src/lib/own.py"), [null, 3]);
	});

	it("refuses what is no dotted name", () => {
		const { code, error } = here.run(["check", "app", "--follow", "./vendor"]);
		assert.equal(code, 2);
		assert.match(error, /--follow takes the dotted name of a package/);
	});
});
