import assert from "node:assert/strict";
import { heal } from "../../server/src/syntax/heal";
import { parsePython } from "../../server/src/syntax/parse";
import { fixtures, fixtureText } from "./fixtures";

/** What is inserted, shown in place between `⟦` and `⟧`. */
function shown(source: string): string {
	const healed = heal(source);
	if (!healed) return source;
	let text = "";
	let from = 0;
	for (let i = 0; i < healed.text.length; i++) {
		if (healed.text[i] === source[from]) text += source[from++];
		else text += `⟦${healed.text[i]}⟧`;
	}
	return text.replaceAll("⟧⟦", "");
}

const CASES: readonly (readonly [string, string, string])[] = [
	["two open calls", "x = f(a\ny = g(b\nz = 1\n", "x = f(a⟦)⟧\ny = g(b⟦)⟧\nz = 1\n"],
	[
		"two open calls, one in a function",
		"def f():\n    x = g(a,\n\ny = [b\nz = 1\n",
		"def f():\n    x = g(a,⟦)⟧\n\ny = [b⟦]⟧\nz = 1\n",
	],
	["a call at the end of its line", "x = Dense(\ny = f(1)\n", "x = Dense(⟦)⟧\ny = f(1)\n"],
	["a call and its string", 'm.add(Dense(10, a="re\ny = 1\n', 'm.add(Dense(10, a="re⟦"))⟧\ny = 1\n'],
	["brackets of each kind", 'd = {"a": [1,\nprint(d)\n', 'd = {"a": [1,⟦]}⟧\nprint(d)\n'],
	["a call before its comment", "x = f(a  # why (\ny = 1", "x = f(a⟦)⟧  # why (\ny = 1"],
	["a call over several lines", "x = f(\n    a,\n    b\ny = 1", "x = f(\n    a,\n    b⟦)⟧\ny = 1"],
	["an element of a list", "m = [\n    D(10,\n    D(5),\n]\n", "m = [\n    D(10,⟦),⟧\n    D(5),\n]\n"],
	["the inner of two calls", "x = f(\n    g(1,\n    h(2),\n)\n", "x = f(\n    g(1,⟦),⟧\n    h(2),\n)\n"],
	["a condition before its colon", "if f(g(1):\n    x(2)\n", "if f(g(1)⟦)⟧:\n    x(2)\n"],
	["parameters before the body", "def f(a, b\n    x = g(1)\n", "def f(a, b⟦)⟧\n    x = g(1)\n"],
	["parameters before the colon", "def f(self:\n    pass\n", "def f(self⟦)⟧:\n    pass\n"],
	["before a keyword that starts a statement", "x = f(\n    a,\n    return 1\n", "x = f(\n    a,⟦)⟧\n    return 1\n"],
	[
		"before an assignment to an attribute",
		"    x = f(\n        self.y = g(1)\n",
		"    x = f(⟦)⟧\n        self.y = g(1)\n",
	],
	["a field of an f-string", "x = f'{a\ny = 1", "x = f'{a⟦}'⟧\ny = 1"],
	["a field before its quote", 'x = f"{a"\ny = 1', 'x = f"{a⟦}⟧"\ny = 1'],
	["a field's brackets", 'x = f"{g(a[0\ny = 1', 'x = f"{g(a[0⟦])}"⟧\ny = 1'],
	["a field's specification", 'x = f"{a:>\ny = 1', 'x = f"{a:>⟦}"⟧\ny = 1'],
	["nothing over blank lines and comments", "x = f(\n\n# c\n\ny = 1", "x = f(⟦)⟧\n\n# c\n\ny = 1"],
	["nothing for a stray closer", "x = f(1))\ny = 2\n", "x = f(1))\ny = 2\n"],
	["nothing in a long string", 'x = """(\n[\n"""\n', 'x = """(\n[\n"""\n'],
	["before a keyword within a line", "[  def f(a):\n    x = g(1)\n", "[⟦]⟧  def f(a):\n    x = g(1)\n"],
	[
		"a docstring that lost its end",
		'def f():\n    """Doc.\n    x = 1\ndef g():\n    """Doc."""\n',
		'def f():\n    """Doc.⟦"""⟧\n    x = 1\ndef g():\n    """Doc."""\n',
	],
	[
		"nothing when every long string ends",
		'x = 1\n"""\ny = f(\n"""\nz = 1\n"""One."""\n',
		'x = 1\n"""\ny = f(\n"""\nz = 1\n"""One."""\n',
	],
	["one more long string", 'x = 1\n"""\ny = 1\n"""One."""\nz = 1\n', 'x = 1\n"""⟦"""⟧\ny = 1\n"""One."""\nz = 1\n'],
	["CRLF lines", "x = f(\r\ny = 1\r\n", "x = f(⟦)⟧\r\ny = 1\r\n"],
];

describe("healing closes", () => {
	for (const [name, source, expected] of CASES) {
		it(name, () => assert.equal(shown(source), expected));
	}

	it("nothing in a file that parses", () => {
		for (const fixture of fixtures) assert.equal(heal(fixtureText(fixture)), undefined, fixture.name);
	});
});

describe("a healed tree", () => {
	it("has ranges of the source", () => {
		const text = 'm.add(Dense(10, a="re\ny = f"{x\nz = g(1)\n';
		const { module } = parsePython(text);
		assert.deepEqual(
			module.body.map((statement) => text.slice(statement.start, statement.end)),
			['m.add(Dense(10, a="re', 'y = f"{x', "z = g(1)"],
		);
	});

	it("keeps the first parse's problems", () => {
		const { problems } = parsePython("x = f(\ny = 1\nz = (2\n");
		assert.deepEqual(
			problems.find((problem) => problem.start === 5),
			{
				message: '"(" was not closed',
				start: 5,
				end: 6,
			},
		);
	});

	it("keeps comments that an open string would swallow", () => {
		const text = 'x = 1\n"""\ny = 1  # one\n"""Two."""\nz = 1  # three\n';
		const { comments } = parsePython(text);
		assert.deepEqual(
			comments.map(({ start, end }) => text.slice(start, end)),
			["# one", "# three"],
		);
	});

	it("maps every offset to the source, in order", () => {
		const text = 'a = f(b["c\nd = [1,\ne = 2\n';
		const healed = heal(text);
		assert.ok(healed);
		let previous = 0;
		for (let offset = 0; offset <= healed.text.length; offset++) {
			const source = healed.toSource(offset);
			assert.ok(source >= previous && source <= text.length);
			if (healed.text[offset] === text[source] && offset > 0) previous = source;
		}
		assert.equal(healed.toSource(healed.text.length), text.length);
	});
});
