import assert from "node:assert/strict";
import { blankMagics, joinCells, readNotebook } from "../../server/src/project/notebook";

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

	const MAGICS: readonly (readonly [string, string])[] = [
		["%matplotlib inline\nx = 1", "0                 \nx = 1"],
		["!pip install 'keras\nx = 1", "0                  \nx = 1"],
		["if a:\n    !ls (\nelse:\n    b", "if a:\n    0    \nelse:\n    b"],
		["x = !ls\ny = %env A", "0      \n0         "],
		["model.fit?\n?x\ny??", "0         \n0 \n0  "],
		["%%time\nx = 1", "      \nx = 1"],
		["%%bash\nls | wc\n", "      \n       \n"],
		["x = (a\n  % b)\ns = '''\n%d\n!x\n'''\ny = a \\\n  % b", "x = (a\n  % b)\ns = '''\n%d\n!x\n'''\ny = a \\\n  % b"],
		["x = 5 % 3\nif x != 2: pass", "x = 5 % 3\nif x != 2: pass"],
	];
	for (const [source, expected] of MAGICS) {
		it(`blanks only what IPython reads in ${JSON.stringify(source)}`, () => {
			assert.equal(blankMagics(source), expected);
			assert.equal(blankMagics(source).length, source.length);
		});
	}
});
