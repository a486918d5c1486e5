import assert from "node:assert/strict";
import { analyseProject, type ProjectSetup, specOf } from "../support/project";

type Files = Readonly<Record<string, string>>;

/** The spec of `x` in a program that is executed among other files. */
function xOf(files: Files, path = "/ws/main.py", setup: ProjectSetup = {}): string {
	return specOf(analyseProject(files, path, setup), "x");
}

describe("imports of a project", () => {
	it("executes a module beside the program", () => {
		const blocks = "def block(t, n):\n    return keras.layers.Dense(n)(t)\nWIDTH = 7\n";
		const main = "from blocks import block, WIDTH as W\nx = block(keras.Input((3,)), W)\n";
		assert.equal(xOf({ "/ws/blocks.py": blocks, "/ws/main.py": main }), "(None, 7) float32");
	});

	it("binds submodules on their packages", () => {
		const files = { "/ws/pkg/__init__.py": "", "/ws/pkg/sub/__init__.py": "", "/ws/pkg/sub/mod.py": "N = 4\n" };
		for (const text of [
			"import pkg.sub.mod\nx = keras.Input((pkg.sub.mod.N,))",
			"import pkg.sub.mod as m\nx = keras.Input((m.N,))",
			"import pkg\nfrom pkg.sub import mod\nx = keras.Input((pkg.sub.mod.N,))",
			"from pkg import sub\nfrom pkg.sub.mod import N\nx = keras.Input((sub.mod.N + N - 4,))",
			'import importlib\nm = importlib.import_module("pkg.sub.mod")\nx = keras.Input((m.N,))',
			'import importlib\nm = importlib.import_module(".mod", "pkg.sub")\nx = keras.Input((m.N,))',
			'from importlib import import_module\nx = keras.Input((getattr(import_module("pkg.sub.mod"), "N"),))',
		]) {
			assert.equal(xOf({ ...files, "/ws/main.py": text }), "(None, 4) float32", text);
		}
	});

	it("follows relative imports of every level", () => {
		const files = {
			"/ws/pkg/__init__.py": "TOP = 2\nfrom .a.b import x_of\n",
			"/ws/pkg/common.py": "C = 5\n",
			"/ws/pkg/a/__init__.py": "",
			"/ws/pkg/a/sibling.py": "from . import deep\nS = deep.D + 1\n",
			"/ws/pkg/a/deep/__init__.py": "D = 10\n",
			"/ws/pkg/a/b.py":
				"from .. import common, TOP\nfrom ..common import C\nfrom . import sibling\nfrom .sibling import S\n" +
				"def x_of():\n    return keras.Input((TOP, common.C, C, S, sibling.deep.D))\n",
			"/ws/main.py": "import pkg\nx = pkg.x_of()\n",
		};
		assert.equal(xOf(files), "(None, 2, 5, 5, 11, 10) float32");
	});

	it("runs a file of a package as that package's module", () => {
		const files = {
			"/ws/pkg/__init__.py": "from .config import settings\nsettings['n'] = 9\nfrom .model import build\n",
			"/ws/pkg/config.py": "settings = {'n': 1}\n",
			"/ws/pkg/model.py":
				"from .config import settings\nfrom pkg import config\ndef build():\n    return keras.Input((settings['n'],))\n" +
				"if __name__ == '__main__':\n    x = build()\n",
		};
		assert.equal(xOf(files, "/ws/pkg/model.py"), "(None, 9) float32");
	});

	it("executes a module once, and keeps what is assigned to it", () => {
		const files = {
			"/ws/state.py": "N = 1\nitems = []\n",
			"/ws/a.py": "import state\nstate.items.append(1)\nstate.N = 3\n",
			"/ws/b.py": "import state\nfrom state import items\nitems.append(2)\ndef n():\n    return state.N\n",
			"/ws/main.py": "import a, b, state\nimport a\nx = keras.Input((len(state.items), state.N, b.n()))\n",
		};
		assert.equal(xOf(files), "(None, 2, 3, 3) float32");
	});

	it("leaves out what is imported for type checkers only", () => {
		const files = {
			"/ws/a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import b\nN = 3\n",
			"/ws/b.py": "from a import N\nM = N + 1\n",
			"/ws/main.py": "import a, b\nx = keras.Input((a.N, b.M))\n",
		};
		assert.equal(xOf(files), "(None, 3, 4) float32");
	});

	it("gives circular imports the part that is there", () => {
		const files = {
			"/ws/a.py": "EARLY = 3\nimport b\nLATE = 4\n",
			"/ws/b.py": "from a import EARLY\nimport a\ndef late():\n    return a.LATE\n",
			"/ws/main.py": "import a, b\nx = keras.Input((b.EARLY, b.late()))\n",
		};
		assert.equal(xOf(files), "(None, 3, 4) float32");
		const missing = {
			...files,
			"/ws/b.py": "from a import LATE\n",
			"/ws/main.py": "import b\nx = keras.Input((b.LATE,))\n",
		};
		assert.equal(xOf(missing), "(None, 4) float32", "b comes first, so that a is complete");
		const early = xOf({ ...missing, "/ws/main.py": "import a, b\nx = keras.Input((b.LATE,))\n" });
		assert.equal(early, "(None, ?) float32");
	});

	it("knows packages without __init__.py, and src layouts", () => {
		const files = {
			"/ws/pkg/mod.py": "N = 4\n",
			"/ws/src/lib/__init__.py": "from .core import N\n",
			"/ws/src/lib/core.py": "N = 6\n",
		};
		const text = "from pkg import mod\nimport lib\nx = keras.Input((mod.N, lib.N))\n";
		assert.equal(xOf({ ...files, "/ws/main.py": text }), "(None, 4, 6) float32");
		const script = { ...files, "/ws/scripts/main.py": text };
		assert.equal(xOf(script, "/ws/scripts/main.py", { roots: ["/ws"] }), "(None, 4, 6) float32");
		const marked = { ...script, "/ws/pyproject.toml": "" };
		assert.equal(xOf(marked, "/ws/scripts/main.py"), "(None, 4, 6) float32");
		const relative = {
			"/ws/models/parts.py": "N = 2\n",
			"/ws/models/net.py": "from .parts import N\nx = keras.Input((N,))\n",
		};
		assert.equal(xOf(relative, "/ws/models/net.py"), "(None, 2) float32");
		assert.equal(xOf(relative, "/ws/models/net.py", { roots: ["/ws"] }), "(None, 2) float32");
	});

	it("imports all that __all__ says, or what is public", () => {
		const main = "N = 1\n_P = 1\nfrom m import *\nx = keras.Input((N, _P))\n";
		assert.equal(xOf({ "/ws/m.py": "N = 5\n_P = 6\n", "/ws/main.py": main }), "(None, 5, 1) float32");
		assert.equal(xOf({ "/ws/m.py": "__all__ = ['_P']\nN = 5\n_P = 6\n", "/ws/main.py": main }), "(None, 1, 6) float32");
		const pkg = { "/ws/m/__init__.py": "__all__ = ['sub']\n", "/ws/m/sub.py": "N = 8\n" };
		assert.equal(xOf({ ...pkg, "/ws/main.py": "from m import *\nx = keras.Input((sub.N,))\n" }), "(None, 8) float32");
		const unknown = { "/ws/m.py": "import other\n__all__ = other.names()\nN = 5\n", "/ws/main.py": main };
		assert.equal(xOf(unknown), "(None, ?, 1) float32");
	});

	it("lets the user's own files stand before libraries", () => {
		const own = {
			"/ws/keras/__init__.py": "N = 3\n",
			"/ws/main.py": "from tensorflow import keras as k\nx = k.Input((keras.N,))\n",
		};
		assert.equal(xOf(own), "(None, 3) float32");
		const folder = { "/ws/keras/readme.md": "", "/ws/main.py": "x = keras.Input((3,))\n" };
		assert.equal(xOf(folder), "(None, 3) float32", "a folder without __init__.py comes after installed packages");
		const inPackage = {
			"/ws/p/__init__.py": "",
			"/ws/p/math.py": "x = 1\n",
			"/ws/p/main.py": "import math\nx = keras.Input((math.floor(3.5),))\n",
		};
		assert.equal(xOf(inPackage, "/ws/p/main.py"), "(None, 3) float32");
		const missing = { "/ws/keras/__init__.py": "", "/ws/main.py": "from keras.layers import Dense\nx = Dense(3)\n" };
		assert.match(xOf(missing), /^\?/);
	});

	it("re-exports what a module imports from a library", () => {
		const files = {
			"/ws/backend.py":
				"try:\n    from keras import layers\nexcept ImportError:\n    layers = None\nfrom keras import *\n",
			"/ws/main.py": "from backend import layers, Input\nx = layers.Dense(2)(Input((3,)))\n",
		};
		assert.equal(xOf(files), "(None, 2) float32");
	});

	it("does not run the block for scripts of what it imports", () => {
		const files = {
			"/ws/m.py": "N = 1\nif __name__ == '__main__':\n    N = 2\n",
			"/ws/main.py": "from m import N\nx = keras.Input((N,))\n",
		};
		assert.equal(xOf(files), "(None, 1) float32");
	});

	it("says ? where a module is missing, broken or raises, and goes on", () => {
		const shape = (text: string, files: Files = {}) =>
			xOf({ ...files, "/ws/main.py": `${text}\nx = keras.Input((N, 2))\n` });
		assert.equal(shape("from nowhere import N"), "(None, ?, 2) float32");
		assert.equal(shape("from .nowhere import N"), "(None, ?, 2) float32");
		assert.equal(shape("from ........nowhere import N"), "(None, ?, 2) float32");
		assert.equal(shape("from m import N", { "/ws/m.py": "def f(:\nN = 1\n" }), "(None, ?, 2) float32");
		assert.equal(shape("from m import N", { "/ws/m.py": "raise ValueError()\nN = 1\n" }), "(None, ?, 2) float32");
		assert.equal(shape("from m import N", { "/ws/m.pyi": "N = 1\n" }), "(None, ?, 2) float32");
		assert.equal(shape("from m import N", { "/ws/m.py": "M = 1\n" }), "(None, ?, 2) float32");
	});

	it("decides a try around an import only when the module is there", () => {
		const main = "try:\n    from m import N\nexcept ImportError:\n    N = 1\nx = keras.Input((N,))\n";
		assert.equal(xOf({ "/ws/m.py": "N = 3\n", "/ws/main.py": main }), "(None, 3) float32");
		assert.equal(xOf({ "/ws/m.py": "raise ImportError('no')\n", "/ws/main.py": main }), "(None, 1) float32");
		assert.match(xOf({ "/ws/main.py": main }), /^\(None, \?\)/);
		const relative = main.replace("from m", "from .m");
		assert.match(xOf({ "/ws/main.py": relative }), /^\(None, \?\)/);
	});

	it("knows that Python has its own modules", () => {
		const files = {
			"/ws/m.py": "import shutil, warnings\nfrom pathlib import Path\nfrom warnings import warn\nN = 3\n",
			"/ws/main.py": "try:\n    import m\nexcept ImportError:\n    m = None\nx = keras.Input((m.N if m else 4,))\n",
		};
		assert.equal(xOf(files), "(None, 3) float32");
		for (const doubt of [
			"import tomllib",
			"from shutil import nonsense",
			"import pandas",
			"from typing import ParamSpec",
		]) {
			assert.equal(xOf({ ...files, "/ws/m.py": `${doubt}\nN = 3\n` }), "(None, ?) float32", doubt);
		}
	});

	it("takes back an import on a path that was not taken, and imports again", () => {
		const files = {
			"/ws/m.py": "N = 3\nlog = []\n",
			"/ws/main.py":
				"def unused():\n    import m\n    m.N = 9\n    m.log.append(1)\n    return m.N\nimport m\nx = keras.Input((m.N, 1 + len(m.log)))\n",
		};
		assert.equal(xOf(files), "(None, 3, 1) float32");
	});
});

describe("packages that are followed", () => {
	const SITE = "/env/lib/python3.11/site-packages";
	const files = {
		[`${SITE}/nets/__init__.py`]: "from .unet import unet\nfrom ._version import V\n",
		[`${SITE}/nets/unet.py`]: "def unet(n):\n    t = keras.Input((n,))\n    return keras.layers.Dense(2 * n)(t)\n",
		[`${SITE}/nets/_version.py`]: "V = 1\n",
		"/ws/main.py": "import nets\nx = nets.unet(4)\n",
	};

	it("are not followed unless they are asked for", () => {
		assert.match(xOf(files, "/ws/main.py", { packageRoots: [SITE] }), /^\?/);
		assert.match(xOf(files, "/ws/main.py", { packageRoots: [SITE], roots: ["/ws"], follow: ["net"] }), /^\?/);
		assert.match(xOf(files, `${SITE}/nets/__init__.py`), /^not seen/);
		const analysis = analyseProject(files, "/ws/main.py", { packageRoots: [SITE] });
		assert.deepEqual(
			[...analysis.dependencies].filter((path) => path.startsWith("/env")),
			[],
		);
	});

	it("are executed, and say what they did in other files", () => {
		const analysis = analyseProject(files, "/ws/main.py", { packageRoots: [SITE], follow: ["nets"] });
		assert.equal(specOf(analysis, "x"), "(None, 8) float32");
		const unet = analysis.others.get(`${SITE}/nets/unet.py`);
		assert.equal(unet && specOf(unet, "t"), "(None, 4) float32");
		assert.ok(analysis.dependencies.has(`${SITE}/nets/__init__.py`));
		assert.ok(analysis.dependencies.has("/ws/nets.py"));
	});

	it("have the packages around them, but not what lies beside them", () => {
		const parts = {
			[`${SITE}/zoo/__init__.py`]: "from zoo import beside\nfrom zoo.nets import blocks as chosen\nM = 2\n",
			[`${SITE}/zoo/beside.py`]: "raise ValueError('not executed')\n",
			[`${SITE}/zoo/nets/__init__.py`]: "from zoo.nets.tools import width as tools\n",
			[`${SITE}/zoo/nets/blocks.py`]: "N = 5\n",
			[`${SITE}/zoo/nets/tools.py`]: "width = 7\n",
		};
		const setup = { packageRoots: [SITE], follow: ["zoo.nets.blocks", "zoo.nets.tools"] };
		for (const [text, spec] of [
			["from zoo.nets import blocks\nx = keras.Input((blocks.N,))\n", /^\(None, 5\)/],
			["import zoo\nx = keras.Input((zoo.chosen.N, zoo.M))\n", /^\(None, 5, 2\)/],
			["from zoo.nets import tools\nx = keras.Input((tools,))\n", /^\(None, 7\)/],
			["from zoo import beside\nx = keras.Input((beside.K,))\n", /^\(None, \?\)/],
		] as const) {
			assert.match(xOf({ ...parts, "/ws/main.py": text }, "/ws/main.py", setup), spec, text);
		}
	});

	it("may be a part of a library that is modelled otherwise", () => {
		const parts = {
			[`${SITE}/keras/__init__.py`]: "raise ValueError('not executed')\n",
			[`${SITE}/keras/src/applications/__init__.py`]: "",
			[`${SITE}/keras/src/applications/tiny.py`]:
				"from keras.src import backend, layers\nfrom keras.src.applications import helper\nfrom . import helper as same\nfrom ..models import Functional\n" +
				"def Tiny():\n    t = layers.Input((helper.N, same.N))\n    return Functional(t, layers.Dense(2)(t))\n",
			[`${SITE}/keras/src/applications/helper.py`]: "N = 5\n",
			[`${SITE}/keras/applications/__init__.py`]: "from keras.src.applications.tiny import Tiny as Tiny\n",
		};
		const setup = { packageRoots: [SITE], follow: ["keras.src.applications", "keras.applications"] };
		for (const text of [
			"from keras.src.applications.tiny import Tiny\nx = Tiny().output\n",
			"x = keras.applications.Tiny().output\n",
			"from tensorflow.keras.applications import Tiny\nx = Tiny().output\n",
			"import tensorflow as tf\nx = tf.keras.applications.Tiny().output\n",
		]) {
			assert.equal(xOf({ ...parts, "/ws/main.py": text }, "/ws/main.py", setup), "(None, 5, 2) float32", text);
		}
	});
});

describe("what an imported file adds", () => {
	it("keeps the findings of other files apart, and tells of the calls that lead there", () => {
		const files = {
			"/ws/m.py":
				"def bad(t):\n    return keras.layers.Conv2D(3, 3)(t)\ndef unused(t):\n    return keras.layers.Dense(3)(None)\n",
			"/ws/main.py": "from m import bad\ny = bad(keras.Input((3,)))\n",
		};
		const analysis = analyseProject(files, "/ws/main.py");
		assert.deepEqual(
			analysis.findings.map(({ origin, raisedAt }) => [origin.path, raisedAt?.path]),
			[["/ws/main.py", "/ws/m.py"]],
		);
		assert.deepEqual(
			analysis.others.get("/ws/m.py")?.findings.map(({ code }) => code),
			["input-rank"],
		);
	});

	it("leaves enough of the budget to the file itself", () => {
		const files = {
			"/ws/p/__init__.py": "n = 0\nwhile True:\n    n += 1\n",
			"/ws/p/m.py": "x = keras.Input((3,))\n",
		};
		assert.equal(xOf(files, "/ws/p/m.py"), "(None, 3) float32");
	});
});
