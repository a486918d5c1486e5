import assert from "node:assert/strict";
import { analyse } from "../../server/src/ide/analyse";
import { readSource } from "../../server/src/ide/source-text";
import { blankMagics } from "../../server/src/project/magics";
import { joinCells, readNotebook } from "../../server/src/project/notebook";
import { resolveVersions } from "../../server/src/project/world";
import { specOf } from "../support/project";

describe("notebooks", () => {
	it("reads the code cells, and counts all", () => {
		const cells = [
			{ cell_type: "markdown", source: "text" },
			{ cell_type: "code", source: ["a = 1\n", "b = 2"] },
			{ cell_type: "raw", source: "raw" },
			{ cell_type: "code", source: "c = 3" },
		];
		assert.deepEqual(readNotebook(JSON.stringify({ cells })), [
			{ index: 1, text: "a = 1\nb = 2" },
			{ index: 3, text: "c = 3" },
		]);
		for (const text of ["", "[]", "{}", '{"cells": 1}', "not JSON"]) assert.equal(readNotebook(text), undefined);
	});

	it("joins them to one program that knows where it came from", () => {
		const program = joinCells([
			{ index: 1, text: "a = 1\nb = 2" },
			{ index: 3, text: "" },
			{ index: 4, text: "c = 3" },
		]);
		assert.equal(program.text, "a = 1\nb = 2\n\nc = 3\n");
		assert.deepEqual(program.positionAt(program.text.indexOf("b")), { cell: 1, position: { line: 1, character: 0 } });
		assert.deepEqual(program.positionAt(program.text.indexOf("c")), { cell: 4, position: { line: 0, character: 0 } });
		assert.deepEqual(program.positionAt(11), { cell: 1, position: { line: 1, character: 5 } });
		assert.deepEqual(program.positionAt(1000), { cell: 4, position: { line: 0, character: 5 } });
		assert.equal(program.startOf(4), 13);
		assert.equal(program.startOf(0), undefined);
	});

	it("reads what notebooks really hold", () => {
		const code = (source: unknown) => ({ cell_type: "code", source });
		const texts = (content: object) => readNotebook(JSON.stringify(content))?.map(({ text }) => text);
		const cells = [code(""), code([]), code(null), code(3), code(["a\n", null, "b"]), null, "x"];
		assert.deepEqual(texts({ cells }), ["", "", "a\nb"]);
		const old = [{ cells: [{ cell_type: "code", input: ["a = 1\n"] }] }, { cells: [{ cell_type: "heading" }] }, 3];
		assert.deepEqual(texts({ worksheets: old, nbformat: 3 }), ["a = 1\n"]);
		const r = [code("x <- 1")];
		assert.deepEqual(texts({ cells: r, metadata: { kernelspec: { language: "R" } } }), []);
		assert.deepEqual(texts({ cells: r, metadata: { language_info: { name: "ipython" }, kernelspec: {} } }), ["x <- 1"]);
	});

	const MAGICS: readonly (readonly [string, string])[] = [
		["%matplotlib inline\nx = 1", "0                 \nx = 1"],
		["!pip install 'keras\nx = 1", "0                  \nx = 1"],
		["if a:\n    !ls (\nelse:\n    b", "if a:\n    0    \nelse:\n    b"],
		["x = !ls\ny = %env A", "x = In \ny = In    "],
		["a, b = !ls\nc: list = %sx ls\nd['k'] = !x", "a, b = In \nc: list = In    \nd['k'] = In"],
		["x = !", "0    "],
		["model.fit?\n?x\ny??\nz[0]?", "0         \n0 \n0  \n0    "],
		["%%time\nx = 1", "      \nx = 1"],
		["\n\n  %%time\nx = 1\n!ls", "\n\n        \nx = 1\n0  "],
		["%%capture out\nx = 1", "vars         \nx = 1"],
		["%%timeit\nx = 1", "        \n     "],
		["%%bash\nls | wc\n", "      \n       \n"],
		["%%bash --out x\nls", "vars          \n  "],
		["%%writefile x.py\nx = 1", "                \n     "],
		["%%cython\ncdef int x", "vars    \n          "],
		["%time x = f()\n%time\n%timeit f()\n%time -n x", "if 1: x = f()\n0    \n0          \n0         "],
		["    %time x = f()", "    if 1: x = f()"],
		["%run other.py\n%load_ext x\n%pylab", "vars         \n0          \nvars  "],
		["!pip install \\\n  keras \\\n  numpy\nx = 1", "0             \n         \n       \nx = 1"],
		["!a \\\r\n b\r\nx = 1\r\n", "0   \r\n  \r\nx = 1\r\n"],
		["pip install keras\ncd ..\ncd /content\nrm in y", "0                \n0    \n0          \nrm in y"],
		["cat = 3\ncat : int = 3\nls = [cat]\nmore / 2", "cat = 3\ncat : int = 3\nls = [cat]\nmore / 2"],
		["/f x\n,f a b\n;f a", "0   \n0     \n0   "],
		["x = (a\n  % b)\ns = '''\n%d\n!x\n'''\ny = a \\\n  % b", "x = (a\n  % b)\ns = '''\n%d\n!x\n'''\ny = a \\\n  % b"],
		["x = 5 % 3\nif x != 2: pass", "x = 5 % 3\nif x != 2: pass"],
		["x %= 3\ny = '%d' % x\nz = x if x else '?'", "x %= 3\ny = '%d' % x\nz = x if x else '?'"],
	];
	for (const [source, expected] of MAGICS) {
		it(`blanks only what IPython reads in ${JSON.stringify(source)}`, () => {
			assert.equal(blankMagics(source), expected);
			assert.equal(blankMagics(source).length, source.length);
		});
	}

	/** The analysis of a notebook of some cells. */
	function analyseCells(...sources: readonly string[]) {
		const cells = sources.map((source) => ({ cell_type: "code", source }));
		const source = readSource("book.ipynb", JSON.stringify({ cells }));
		assert.ok(source);
		const options = { versions: resolveVersions(), specPolicy: "tensorflow", parse: source.parse } as const;
		const analysis = analyse("book.ipynb", source.text, options);
		return { analysis, locate: source.locate(analysis.file) };
	}

	it("follows names from cell to cell", () => {
		const cells = ["import keras", "%time n = 3", "x = keras.Input((n,))", "%%time\ny = keras.Input((4, n))"];
		const { analysis } = analyseCells(...cells);
		assert.deepEqual([specOf(analysis, "x"), specOf(analysis, "y")], ["(None, 3) float32", "(None, 4, 3) float32"]);
		assert.deepEqual(analysis.file.problems, []);
	});

	it("does not let a cell spoil the others", () => {
		const broken = ["f(", 's = """', "if True:", "@g", "x = \\", "  a = 1\n b = 2", "print 'a'", "}", "%%R\n((("];
		for (const cell of broken) {
			const { analysis } = analyseCells("import keras\nn = 3", cell, "x = keras.Input((n,))");
			assert.equal(specOf(analysis, "x"), "(None, 3) float32", cell);
		}
	});

	it("says in which cell a problem is", () => {
		const call = "keras.layers.Dense(3)(\n    keras.Input((None,)))";
		const { analysis, locate } = analyseCells("import keras", "\nx = = 1\n", call);
		const [problem] = analysis.file.problems;
		assert.ok(problem);
		assert.deepEqual([locate(problem.start, problem.end).cell, locate(problem.start, problem.end).start.line], [1, 1]);
		const [finding] = analysis.findings;
		assert.ok(finding);
		assert.deepEqual(locate(finding.origin.start, finding.origin.end), {
			cell: 2,
			start: { line: 0, character: 0 },
			end: { line: 1, character: 25 },
		});
	});

	it("takes indented cells and top-level await as IPython does", () => {
		const { analysis, locate } = analyseCells(
			"import keras",
			"    # sizes\n    n = 3\n    x = keras.Input((n,))",
			"await x\nasync with x as y:\n    pass",
		);
		assert.deepEqual(analysis.file.problems, []);
		assert.equal(specOf(analysis, "keras.Input((n,))"), "(None, 3) float32");
		const place = analysis.observations.findLast(({ start }) => analysis.file.text.startsWith("keras.Input", start));
		assert.ok(place);
		assert.deepEqual(locate(place.start, place.end).start, { line: 2, character: 8 });
	});

	it("does not know what magics give", () => {
		const { analysis } = analyseCells("import keras", "n = 3\nn = !ls | wc -l", "x = keras.Input((n, 2))");
		assert.equal(specOf(analysis, "x"), "(None, ?, 2) float32");
	});
});
