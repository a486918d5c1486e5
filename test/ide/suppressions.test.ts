import assert from "node:assert/strict";
import { quickFixes } from "../../server/src/ide/code-actions";
import type { Finding } from "../../server/src/rules/rule";
import { analyseText } from "../support/analyse";

const PRELUDE = "import keras\nfrom keras import layers\nx = keras.Input((None,))\n";

const shown = (text: string): readonly Finding[] =>
	analyseText(text).findings.filter(({ code }) => code !== "unused-suppression");

const codes = (program: string): readonly string[] => shown(PRELUDE + program).map((each) => each.code);

/** The program after the action that ignores its first finding. */
function ignored(program: string): string | undefined {
	const text = PRELUDE + program;
	const analysis = analyseText(text);
	const [finding] = analysis.findings;
	assert.ok(finding);
	const action = quickFixes(analysis, finding.origin.start, finding.origin.start).find((each) =>
		each.title.endsWith("on this line"),
	);
	if (!action) return undefined;
	let result = text;
	for (const { start, end, newText } of action.edits) result = result.slice(0, start) + newText + result.slice(end);
	assert.deepEqual(shown(result), []);
	return result.slice(PRELUDE.length);
}

describe("suppression comments", () => {
	const bad = "y = layers.Dense(3)(x)";

	it("hide findings of their line, by code or all of them", () => {
		assert.deepEqual(codes(bad), ["undefined-dimension"]);
		assert.deepEqual(codes(`${bad}  # keraspec: ignore[undefined-dimension]`), []);
		assert.deepEqual(codes(`${bad}  # keraspec:ignore[ input-rank , undefined-dimension ]`), []);
		assert.deepEqual(codes(`${bad}  # keraspec: ignore`), []);
		assert.deepEqual(codes(`${bad}  # noqa # keraspec: ignore -- it is right`), []);
		assert.deepEqual(codes(`${bad}  # keraspec: ignore[input-rank]`), ["undefined-dimension"]);
		assert.deepEqual(codes(`${bad}  # keraspec: ignore[]`), ["undefined-dimension"]);
		assert.deepEqual(codes(`${bad}  # keraspec: ignored`), ["undefined-dimension"]);
		assert.deepEqual(codes(`# keraspec: ignore\n${bad}`), ["undefined-dimension"]);
		assert.deepEqual(codes(`"# keraspec: ignore"; ${bad}`), ["undefined-dimension"]);
	});

	it("hide findings that start or end on their line", () => {
		assert.deepEqual(codes("y = layers.Dense( # keraspec: ignore\n  3,\n)(x)"), []);
		assert.deepEqual(codes("y = layers.Dense(\n  3,\n)(x) # keraspec: ignore"), []);
		assert.deepEqual(codes("y = layers.Dense(\n  3, # keraspec: ignore\n)(x)"), ["undefined-dimension"]);
	});

	it("hide findings of the file from a line of their own", () => {
		assert.deepEqual(codes(`${bad}\n# keraspec: ignore-file[undefined-dimension]`), []);
		assert.deepEqual(codes(`${bad}\n# keraspec: ignore-file`), []);
		assert.deepEqual(codes(`${bad} # keraspec: ignore-file`), ["undefined-dimension"]);
		assert.deepEqual(codes(`${bad}\n# keraspec: ignore-file[input-rank]`), ["undefined-dimension"]);
	});

	it("can be added by an action wherever a comment can stand", () => {
		const comment = "# keraspec: ignore[undefined-dimension]";
		assert.equal(ignored(`${bad}\n`), `${bad}  ${comment}\n`);
		assert.equal(ignored(`${bad}\r\nz = 1`), `${bad}  ${comment}\r\nz = 1`);
		assert.equal(ignored(`${bad}  # why`), `${bad}  # why  ${comment}`);
		assert.equal(
			ignored(`${bad}  # keraspec: ignore[input-rank]`),
			`${bad}  # keraspec: ignore[input-rank, undefined-dimension]`,
		);
		assert.equal(ignored("y = layers.\\\n  Dense(3)(x)"), `y = layers.\\\n  Dense(3)(x)  ${comment}`);
		assert.equal(
			ignored('y = layers.Dense(3, name="""a\nb""")(x)'),
			`y = layers.Dense(3, name="""a\nb""")(x)  ${comment}`,
		);
		assert.equal(ignored('"""a\n""" if layers.Dense(3)(x) else """\n"""'), undefined);
	});
});

describe("findings in unfinished code", () => {
	it("wait until the lines are Python", () => {
		assert.deepEqual(codes("y = layers.Dense(3)(x"), []);
		assert.deepEqual(codes("y = layers.Dense(3)(x)\nz = ("), ["undefined-dimension"]);
	});
});
