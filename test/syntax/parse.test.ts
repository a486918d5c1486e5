import assert from "node:assert/strict";
import fc from "fast-check";
import type { ParsedFile } from "../../server/src/syntax/ast";
import { parsePython } from "../../server/src/syntax/parse";
import { nodesOf } from "./describe";

function slices(file: ParsedFile): string[] {
	return file.module.body.map((statement) => file.text.slice(statement.start, statement.end));
}

function messages(text: string): string[] {
	return parsePython(text).problems.map((problem) => problem.message);
}

describe("parsePython", () => {
	it("reads an empty file", () => {
		const { comments, lineStarts, module, problems } = parsePython("");
		assert.deepEqual(
			{ comments, lineStarts, module, problems },
			{
				comments: [],
				lineStarts: [0],
				module: { type: "Module", body: [], start: 0, end: 0 },
				problems: [],
			},
		);
	});

	it("keeps comments in order, without their sign", () => {
		const text = "# one\nx = [  #two\n    1,  # three 🎉\n]\n#\n# last";
		const { comments } = parsePython(text);
		assert.deepEqual(
			comments.map((comment) => comment.text),
			[" one", "two", " three 🎉", "", " last"],
		);
		for (const comment of comments) assert.equal(text.slice(comment.start, comment.end), `#${comment.text}`);
	});

	it("reads past a byte order mark, form feeds and a missing last newline", () => {
		assert.deepEqual(slices(parsePython("\ufeffx = 1\n\fy = 2\n\n\f\nz = 3")), ["x = 1", "y = 2", "z = 3"]);
		assert.deepEqual(messages("\ufeffx = 1\n\fy = 2"), []);
	});

	it("reads tabs and surrogate pairs", () => {
		const file = parsePython('if x:\n\ty = "🎉"; z = y\n\tw = 1\n');
		assert.deepEqual(file.problems, []);
		const names = nodesOf(file.module).filter((node) => node.type === "Name");
		assert.deepEqual(names.map((node) => file.text.slice(node.start, node.end)).sort(), ["w", "x", "y", "y", "z"]);
	});

	it("reports what Python's parser refuses", () => {
		for (const text of [
			"x = (",
			"def f(:",
			"x = 'a",
			"f(a=1, b)",
			"def f(a=1, b): pass",
			"  x = 1",
			"print 'x'",
			"x = ]",
		]) {
			assert.notDeepEqual(messages(text), [], text);
		}
	});

	it("leaves alone what Python refuses later, or not at all", () => {
		const accepted = [
			"return 1",
			"break",
			"continue",
			"def f(a, a): pass",
			"match x:\n    case _: pass\n    case 1: pass",
			"match x:\n    case a | 1: pass",
			"match x:\n    case [a, a]: pass",
			"try: pass\nexcept: pass\nexcept A: pass",
			"for x in y:\n    try: pass\n    finally: continue",
			"x = 1  # type: not a type (",
			"*a, *b = c",
		];
		for (const text of accepted) assert.deepEqual(messages(text), [], text);
	});

	it("does not depend on the comment's place for a problem's", () => {
		const [problem] = parsePython("# a comment\nx = 1 1\n").problems;
		assert.equal(problem?.start, "# a comment\nx = 1 ".length);
	});

	it("keeps the attribute that is being typed", () => {
		const file = parsePython("x = keras.\ny = 1\n");
		const [first] = file.module.body;
		assert.ok(first?.type === "Assign" && first.value.type === "Attribute");
		assert.equal(first.value.attr, "");
		assert.equal(first.value.attrStart, "x = keras.".length);
		assert.equal(first.value.end, "x = keras.".length);
		assert.deepEqual(slices(file), ["x = keras.", "y = 1"]);
	});

	it("keeps integers exact, however large", () => {
		const [statement] = parsePython("x = 0x1fffffffffffffffff").module.body;
		assert.ok(statement?.type === "Assign" && statement.value.type === "Constant");
		assert.deepEqual(statement.value.value, { kind: "int", value: 0x1fffffffffffffffffn });
	});

	it("stands for a character it knows only by name", () => {
		const [statement] = parsePython('"a\\N{EM DASH}b"').module.body;
		assert.ok(statement?.type === "Expr" && statement.value.type === "Constant");
		assert.deepEqual(statement.value.value, { kind: "str", value: "a\ufffdb" });
	});
});

describe("parsePython never throws", () => {
	const before = "a = 1\n";
	const after = "\nb = 2\n";

	it("reads around ten thousand nested brackets", () => {
		for (const [open, close] of [
			["(", ")"],
			["[", "]"],
			["f(", ")"],
			["{1: ", "}"],
		] as const) {
			const file = parsePython(`${before}x = ${open.repeat(10_000)}1${close.repeat(10_000)}${after}`);
			assert.deepEqual(
				file.module.body.map((statement) => statement.type),
				["Assign", "Assign", "Assign"],
			);
			assert.match(file.problems[0]?.message ?? "", /Too deeply nested/);
		}
	});

	it("reads around ten thousand brackets that are never closed", () => {
		assert.equal(parsePython(`${before}${"(".repeat(10_000)}${after}`).module.body[0]?.type, "Assign");
	});

	it("reads long sums and chains whole", () => {
		const sum = Array.from({ length: 1000 }, (_, i) => `x${i}`).join(" + ");
		const chain = `a${".b(1)[0]".repeat(300)}`;
		const file = parsePython(`x = ${sum}\ny = ${chain}\nz = ${"'s' ".repeat(5000)}\n${after}`);
		assert.deepEqual(file.problems, []);
		assert.equal(nodesOf(file.module).filter((node) => node.type === "BinOp").length, 999);
		assert.equal(nodesOf(file.module).filter((node) => node.type === "Call").length, 300);
	});

	it("reads around an expression that is too long", () => {
		const file = parsePython(`${before}x = ${Array(5000).fill("y").join(" + ")}${after}`);
		assert.equal(file.module.body.length, 3);
		assert.match(file.problems[0]?.message ?? "", /depth exceeded/);
	});

	it("reads a long chain of elif", () => {
		const file = parsePython(`if a: pass\n${"elif b: pass\n".repeat(1000)}else: pass\n`);
		assert.deepEqual(file.problems, []);
		assert.equal(nodesOf(file.module).filter((node) => node.type === "If").length, 1001);
	});

	it("reads around a statement that overflows the stack", () => {
		const deep = [
			`x = ${"a if b else ".repeat(20_000)}c`,
			`x = ${"lambda: ".repeat(20_000)}c`,
			Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth)}if x:`).join("\n"),
		];
		for (const statement of deep) {
			const file = parsePython(`${before}${statement}${after}`);
			assert.deepEqual(file.module.body.map((node) => [node.type, node.start]).at(0), ["Assign", 0]);
			assert.equal(file.module.body.at(-1)?.start, file.text.length - "b = 2\n".length);
			assert.match(file.problems.map((problem) => problem.message).join(), /Too deeply nested/);
		}
	});

	it("gives an empty module with a problem when all else fails", () => {
		const file = parsePython(`if a: pass\n${"elif b: pass\n".repeat(100_000)}`);
		assert.deepEqual(file.module.body, []);
		assert.deepEqual(file.problems, [{ message: "Too deeply nested to be read", start: 0, end: file.text.length }]);
	});

	it("reads ten megabytes in a time one can wait", function () {
		this.timeout(120_000);
		const unit = "class A(B):\n    def f(self, x):\n        return self.g(x, [1, 2.5, 'three'], key=x[0]) + 4\n\n";
		const file = parsePython(unit.repeat(Math.ceil(10_000_000 / unit.length)));
		assert.deepEqual(file.problems, []);
		assert.equal(file.module.body.length, Math.ceil(10_000_000 / unit.length));
	});

	it("survives any text, with every range inside it", () => {
		const piece = fc.constantFrom(
			..."()[]{}:;,.=+-*@\\\n\r\t\f #'\"!~x1".split(""),
			...[
				"def ",
				"class ",
				"if ",
				"else:",
				"f'{",
				'f"',
				'"""',
				"lambda ",
				"match x:\n case ",
				"import ",
				"from ",
				"yield ",
			],
			...["async ", "await ", "for x in ", "\n    ", "try:\n", "except* ", "**", "->", ":=", "🎉", "é", "\ufeff", "\0"],
			...[
				"type X[T] = ",
				"with ",
				"return ",
				"t'{",
				"not ",
				"is ",
				"1.",
				"0x",
				"@",
				"global ",
				"del ",
				"case {}:",
				"_",
			],
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
				const text = pieces.join("");
				const file = parsePython(text);
				for (const node of nodesOf(file.module)) {
					assert.ok(0 <= node.start && node.start <= node.end && node.end <= text.length, `${node.type} of ${text}`);
				}
			}),
			{ numRuns: 2000, seed: 20 },
		);
	});
});
