import assert from "node:assert/strict";
import fc from "fast-check";
import { parsePython } from "../../server/src/syntax/parse";
import { computeLineStarts, offsetToPosition, positionToOffset } from "../../server/src/syntax/positions";

describe("positions", () => {
	it("ends lines at LF, CRLF and lone CR only", () => {
		assert.deepEqual(computeLineStarts(""), [0]);
		assert.deepEqual(computeLineStarts("a\nb\r\nc\rd"), [0, 2, 5, 7]);
		assert.deepEqual(computeLineStarts("a\fb\vc\u2028d\u0085e"), [0]);
		assert.deepEqual(computeLineStarts("\n\r\n\r"), [0, 1, 3, 4]);
	});

	it("counts columns in UTF-16 units and tabs as one", () => {
		const starts = computeLineStarts("🎉x\n\tz");
		assert.deepEqual(offsetToPosition(starts, 2), { line: 0, character: 2 });
		assert.deepEqual(offsetToPosition(starts, 5), { line: 1, character: 1 });
		assert.equal(positionToOffset(starts, { line: 1, character: 1 }), 5);
	});

	it("clamps what lies outside", () => {
		const starts = computeLineStarts("ab\ncd");
		assert.deepEqual(offsetToPosition(starts, -3), { line: 0, character: 0 });
		assert.equal(positionToOffset(starts, { line: 0, character: 99 }), 3);
		assert.equal(positionToOffset(starts, { line: 9, character: 1 }), 4);
	});

	it("goes there and back for every offset", () => {
		const text = fc.array(fc.constantFrom("a", "\n", "\r", "\r\n", "🎉", "\t", "\f"), { maxLength: 40 });
		fc.assert(
			fc.property(text, (pieces) => {
				const source = pieces.join("");
				const starts = computeLineStarts(source);
				for (let offset = 0; offset <= source.length; offset++) {
					assert.equal(positionToOffset(starts, offsetToPosition(starts, offset)), offset);
				}
			}),
		);
	});

	it("agrees with the parser about where lines begin", () => {
		const text = 'a = 1\r\nb = """x\ry\n"""\rc = 2\n';
		const { module, lineStarts } = parsePython(text);
		assert.deepEqual(
			module.body.map((statement) => offsetToPosition(lineStarts, statement.start)),
			[
				{ line: 0, character: 0 },
				{ line: 1, character: 0 },
				{ line: 4, character: 0 },
			],
		);
	});
});
