import assert from "node:assert/strict";
import { inlayHints } from "../../server/src/ide/inlay-hints";
import { DEFAULT_SETTINGS, type InlayHintSettings } from "../../shared/settings";
import { analyseText } from "../support/analyse";

const PRELUDE = "import keras\nfrom keras import layers\n";

/** The program with its hints between guillemets. */
function hinted(program: string, options: Partial<InlayHintSettings> = {}): string {
	const text = PRELUDE + program;
	const hints = inlayHints(analyseText(text), { ...DEFAULT_SETTINGS.inlayHints, ...options });
	let result = text;
	for (const { offset, parts } of [...hints].reverse()) {
		result = `${result.slice(0, offset)}«${parts.map((part) => part.text).join("")}»${result.slice(offset)}`;
	}
	return result.slice(PRELUDE.length);
}

describe("inlay hints", () => {
	it("annotate what is assigned", () => {
		assert.equal(
			hinted("x = keras.Input((3,))\ny = z = layers.Dense(2)(x)\n"),
			"x«: (None, 3) float32» = keras.Input((3,))\ny«: (None, 2) float32» = z«: (None, 2) float32» = layers.Dense(2)(x)\n",
		);
		assert.equal(
			hinted("a, (b, *c) = keras.Input((1,)), (keras.Input((2,)), 3)").split(" = ")[0],
			"a«: (None, 1) float32», (b«: (None, 2) float32», *c)",
		);
	});

	it("annotate attributes, walrus, loops and parameters", () => {
		const program = `class M:
    pass
m = M()
m.x = keras.Input((1,))
(w := keras.Input((2,)))
for v in [w]:
    pass
def f(a, b=1):
    return a
f(w)
`;
		assert.equal(
			hinted(program),
			program
				.replace("m.x", "m.x«: (None, 1) float32»")
				.replace("(w", "(w«: (None, 2) float32»")
				.replace("for v", "for v«: (None, 2) float32»")
				.replace("(a, b=1)", "(a«: (None, 2) float32», b=1)«-> (None, 2) float32»"),
		);
		assert.doesNotMatch(hinted(program, { parameters: false }), /\(a«/);
	});

	it("show the layers of a Sequential and models, each by its own toggle", () => {
		const program = "m = keras.Sequential([keras.Input((2,)), layers.Dense(3)])";
		assert.equal(
			hinted(program),
			"m«: (None, 2) float32 -> (None, 3) float32» = keras.Sequential([keras.Input((2,)), layers.Dense(3)«-> (None, 3) float32»])",
		);
		assert.equal(hinted(program, { layers: false, models: false }), program);
		assert.equal(hinted("x = keras.Input((2,))", { tensors: false }), "x = keras.Input((2,))");
		assert.equal(hinted("x = keras.Input((2,))", { dtypes: false }), "x«: (None, 2)» = keras.Input((2,))");
	});

	it("stay within their length", () => {
		const program = "x = keras.Input((100, 200, 300, 400, 500))";
		assert.match(hinted(program), /^x«: \(None, 100, 200, 300, 400, 500\) float32» /);
		assert.match(hinted(program, { maximumLength: 36 }), /^x«: \(None, 100, 200, 300, 400, 500\)» /);
		assert.match(hinted(program, { maximumLength: 24 }), /^x«: \(None, …, 400, 500\)» /);
		assert.match(hinted(program, { maximumLength: 12 }), /^x«: \(None, 10…» /);
		const loop = "x = keras.Input((3,))\nfor n in (4, 5, 6):\n  x = layers.Dense(n)(x)";
		assert.match(hinted(loop), /x«: \(None, 4\) -> \(None, 5\) -> \(None, 6\)» = layers/);
		assert.match(hinted(loop, { maximumLength: 30 }), /x«: \(None, 4\) float32 -> …» = layers/);
	});

	it("say nothing where nothing is known", () => {
		for (const program of ["x = foo()", "d = layers.Dense(3)", "n = 3", "y = layers.Dense(3)(foo)"]) {
			assert.equal(hinted(program), program);
		}
	});

	it("of a range are those of the file in that range", () => {
		const text = `${PRELUDE}x = keras.Input((3,))\ny = layers.Dense(2)(x)\nz = layers.Dense(1)(y)\n`;
		const analysis = analyseText(text);
		const [start, end] = [text.indexOf("y ="), text.indexOf("z =") - 1];
		const some = inlayHints(analysis, DEFAULT_SETTINGS.inlayHints, start, end);
		assert.deepEqual(
			some,
			inlayHints(analysis, DEFAULT_SETTINGS.inlayHints).filter((hint) => hint.offset >= start && hint.offset <= end),
		);
		assert.equal(some.length, 1);
	});

	it("annotate augmented and annotated assignments, attributes, comprehensions and nested targets", () => {
		const program = `x = keras.Input((2,))
x += x
t: object = x
a, (b, c) = x, (x, x)
[v for v in [x]]
`;
		assert.equal(
			hinted(program),
			`x«: (None, 2) float32» = keras.Input((2,))
x«: (None, 2) float32» += x
t: object«(None, 2) float32» = x
a«: (None, 2) float32», (b«: (None, 2) float32», c«: (None, 2) float32») = x, (x, x)
[v for v«: (None, 2) float32» in [x]]
`,
		);
	});

	it("tell what a call of a layer gives where it ends its line and nothing else tells it", () => {
		const program = `x = keras.Input((4,))
y = layers.Dense(1)(layers.Dense(2)(x))
z = layers.Add()([
    layers.Dense(3)(x),  # left
    layers.Dense(3)(layers.Dense(7)(x)),
    layers.Activation("relu")(x) if x is None else layers.Dense(3)(x),
])
layers.ReLU()(x)
print(layers.Dense(5)(x))
`;
		const arrow = "«-> (None, 3) float32»";
		assert.equal(
			hinted(program),
			program
				.replace("y =", "y«: (None, 1) float32» =")
				.replace("x =", "x«: (None, 4) float32» =")
				.replace("z =", "z«: (None, 3) float32» =")
				.replace("layers.Dense(3)(x),  #", `layers.Dense(3)(x)${arrow},  #`)
				.replace("(layers.Dense(7)(x)),", `(layers.Dense(7)(x))${arrow},`)
				.replace("else layers.Dense(3)(x),", `else layers.Dense(3)(x)${arrow},`)
				.replace("print(layers.Dense(5)(x)", "print(layers.Dense(5)(x)«-> (None, 5) float32»"),
		);
		assert.doesNotMatch(hinted(program, { calls: false }), /->/);
	});

	it("tell what functions give, once on a line", () => {
		const program = `def f(a, b=(1), *, c=")"):  # (
    return layers.Dense(2)(a)
def g(a): return f(a)
def h(a) -> object:
    return a
f(keras.Input((4,)))
g(keras.Input((4,)))
h(keras.Input((4,)))
def k(a): return layers.Dense(9)(a)
k(keras.Input((4,)))
`;
		const shown = hinted(program);
		assert.match(shown, /^def f\(a«[^»]*», b=\(1\), \*, c="\)"\)«-> \(None, 2\) float32»: {2}# \(\n/);
		assert.match(shown, /def g\(a«[^»]*»\)«-> \(None, 2\) float32»: return f\(a\)\n/);
		assert.match(shown, /def h\(a«[^»]*»\) -> object:\n/);
		assert.match(shown, /def k\(a«[^»]*»\)«-> \(None, 9\) float32»: return layers\.Dense\(9\)\(a\)\n/);
		assert.doesNotMatch(hinted(program, { returns: false, calls: false }), /->(?! object)/);
	});

	it("say nothing of what a function gives when it is not known for some call", () => {
		const program = "def f(a, b):\n    return a if b else foo(a)\nf(keras.Input((4,)), 1)\nf(keras.Input((4,)), 0)\n";
		assert.doesNotMatch(hinted(program), /->/);
	});
});
