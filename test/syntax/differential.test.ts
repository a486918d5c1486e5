import assert from "node:assert/strict";
import { parsePython } from "../../server/src/syntax/parse";
import { describe as describeTree } from "./describe";
import { fixtures, fixtureText, goldenLines, isShallow } from "./fixtures";

/** Lines of `a` that `b` has not, as often as `a` has them more. */
function difference(a: readonly string[], b: readonly string[]): string[] {
	const left = new Map<string, number>();
	for (const line of b) left.set(line, (left.get(line) ?? 0) + 1);
	return a.filter((line) => {
		const count = left.get(line) ?? 0;
		left.set(line, count - 1);
		return count <= 0;
	});
}

function withSource(lines: readonly string[], text: string): string[] {
	return lines.map((line) => {
		const [start, end] = line.split(" ").map(Number);
		return `${line}    ${JSON.stringify(text.slice(start, end).slice(0, 60))}`;
	});
}

describe("the tree is CPython's", () => {
	for (const fixture of fixtures) {
		for (const python of fixture.pythons) {
			it(`${fixture.name} (CPython ${python})`, () => {
				const text = fixtureText(fixture);
				const file = parsePython(text);
				assert.deepEqual(file.problems, []);
				const expected = goldenLines(fixture, python);
				const actual = describeTree(file, isShallow(python));
				assert.deepEqual(
					{
						missing: withSource(difference(expected, actual), text),
						extra: withSource(difference(actual, expected), text),
					},
					{ missing: [], extra: [] },
				);
			});
		}
	}
});
