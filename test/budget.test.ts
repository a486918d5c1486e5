import assert from "node:assert/strict";
import { printSpec } from "../server/src/domain";
import { analyse } from "../server/src/ide/analyse";
import { hoverAt } from "../server/src/ide/hover";
import { resolveVersions } from "../server/src/project/world";

/** Programs that never end, or would need more than there is. After each, the rest of the file is still understood. */
const HOSTILE: Readonly<Record<string, string>> = {
	"a loop without end": "i = 0\nwhile True:\n    i += 1\n",
	"recursion without end": "def f(n):\n    return f(n + 1)\nf(0)\n",
	"recursion that doubles": "def f(n):\n    return f(n + 1) + f(n + 2)\nf(0)\n",
	"mutual recursion": "def f(a):\n    return g(a)\ndef g(a):\n    return f(a)\nf(1)\n",
	"a function without end that nothing calls": "def f(n):\n    while True:\n        n += 1\n",
	"a huge range": "for i in range(10**9):\n    j = i\nk = [n for n in range(10**8)]\n",
	"a huge list": "a = [0] * 10**10\nb = 'x' * 10**10\n",
	"a list that grows as it is read": "a = [1]\nfor b in a:\n    a.append(b)\n",
	"a sum of lists that grows": "a = [1]\nfor b in range(10**5):\n    a = a + [b]\n",
	"a dict that grows": "a = {}\nfor b in range(10**5):\n    a[b] = b\n",
	"a Sequential of a thousand layers":
		"a = keras.Sequential([keras.Input((3,))])\nfor b in range(1000):\n    a.add(layers.Dense(3))\n",
	"a huge power": "a = 10 ** 10 ** 10\n",
	"nested loops": "for i in range(10**4):\n    for j in range(10**4):\n        k = i * j\n",
	"huge shapes": "a = keras.Input((10**12, 10**12))\nb = layers.Dense(10**12)(a)\nc = layers.Flatten()(b)\n",
	"a class that makes itself": "class A:\n    def __init__(self):\n        self.a = A()\nA()\n",
	"a list in itself": "a = []\na.append(a)\nprint(a)\nb = {}\nb['b'] = b\nc = str(b)\n",
	"a layer that calls itself":
		"class L(layers.Layer):\n    def call(self, x):\n        return self(x)\nL()(keras.Input((3,)))\n",
	"deep parentheses": `a = ${"(".repeat(3000)}1${")".repeat(3000)}\n`,
	"a long sum": `a = ${Array.from({ length: 5000 }, () => "1").join(" + ")}\n`,
	"a tangle of branches": `import os\nflag = os.environ.get("F")\n${Array.from({ length: 40 }, (_, i) => `if flag == ${i}:\n    a${i} = 1\nelse:\n    a${i} = 2\n`).join("")}`,
	"deeply nested branches": `import os\nflag = os.environ.get("F")\n${Array.from({ length: 18 }, (_, i) => `${"    ".repeat(i)}if flag == ${i}:\n`).join("")}${"    ".repeat(18)}a = 1\n`,
};

describe("hostile programs", () => {
	for (const [name, source] of Object.entries(HOSTILE)) {
		it(name, function () {
			this.timeout(30_000);
			const text = `import keras\nfrom keras import layers\n${source}\nlast = layers.Dense(3)(keras.Input((4,)))\n`;
			const started = process.cpuUsage();
			const analysis = analyse("hostile.py", text, { versions: resolveVersions(), specPolicy: "tensorflow" });
			const seconds = process.cpuUsage(started).user / 1e6;
			assert.ok(seconds < 10, `took ${seconds.toFixed(1)} s`);
			const start = text.lastIndexOf("last");
			const place = analysis.observations.find((each) => each.start === start && each.end === start + 4);
			assert.deepEqual(
				place?.seen.map((snapshot) => snapshot.spec && printSpec(snapshot.spec)),
				["(None, 3) float32"],
			);
		});
	}
});

/** What runs out is said where it matters, and counted. */
const LIMITS: Readonly<Record<string, readonly [source: string, reason: string]>> = {
	recursion: ["def f(n):\n    return f(n + 1)\nn = f(0)\n", "calls of f nest too deeply to follow"],
	"a loop": ["n = 0\nwhile True:\n    n += 1\n", "a loop is not followed beyond 20000 rounds"],
	"a generator": [
		"def g():\n    n = 0\n    while True:\n        yield n\nn = len(list(g()))\n",
		"an iterator is not followed beyond 20000 items",
	],
	"a range": ["n = 0\nfor i in range(10**9):\n    n += i\n", "a range of 1000000000 numbers is not followed"],
};

describe("budgets that run out", () => {
	for (const [name, [source, reason]] of Object.entries(LIMITS)) {
		it(name, () => {
			const text = `import keras\nfrom keras import layers\n${source}x = layers.Dense(n)(keras.Input((4,)))\n`;
			const analysis = analyse("limits.py", text, { versions: resolveVersions(), specPolicy: "tensorflow" });
			assert.deepEqual([...analysis.statistics.exhausted.keys()], [reason]);
			const notes = hoverAt(analysis, text.lastIndexOf("x ="))?.notes.map((note) => note.text) ?? [];
			assert.ok(notes.includes(`the file was not followed to its end: ${reason}`), notes.join("; "));
		});
	}
});
