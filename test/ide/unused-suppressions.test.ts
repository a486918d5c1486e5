import assert from "node:assert/strict";
import { quickFixes } from "../../server/src/ide/code-actions";
import type { Finding } from "../../server/src/rules/rule";
import { analyseText } from "../support/analyse";
import { applyEdits } from "../support/records";

const HEAD = "import keras\nx = keras.Input((None,))\n";
const BAD = "y = keras.layers.Dense(3)(x)";

const unused = (program: string): readonly Finding[] =>
	analyseText(program).findings.filter(({ code }) => code === "unused-suppression");

const said = (program: string): readonly string[] =>
	unused(HEAD + program).map(({ severity, message, origin }) => {
		const text = HEAD + program;
		return `${severity} ${text.slice(origin.start, origin.end)}: ${message}`;
	});

/** What each fix of the first unused suppression makes of the program. */
const mended = (program: string): readonly string[] => {
	const text = HEAD + program;
	return (unused(text)[0]?.fixes ?? []).map((fix) => applyEdits(text, fix.edits).slice(HEAD.length));
};

describe("unused suppressions", () => {
	it("are those that hide nothing", () => {
		assert.deepEqual(said(`${BAD}  # keraspec: ignore[undefined-dimension]`), []);
		assert.deepEqual(said(`${BAD}  # keraspec: ignore`), []);
		assert.deepEqual(said("# keraspec: ignore-file[undefined-dimension]\nz = 1"), [
			"hint undefined-dimension: no undefined-dimension in this file to ignore",
		]);
		assert.deepEqual(said("z = 1  # noqa  # keraspec: ignore -- why"), [
			"hint # keraspec: ignore -- why: nothing on this line to ignore",
		]);
		assert.deepEqual(said(`${BAD}  # keraspec: ignore[input-rank, undefined-dimension]`), [
			"hint input-rank: no input-rank on this line to ignore",
		]);
	});

	it("are not judged where the analysis could not see everything", () => {
		assert.deepEqual(said("z = 1  # keraspec: ignore\ny = ("), []);
		assert.deepEqual(said("z = 1  # keraspec: ignore[partial-tensorspec]"), []);
		assert.deepEqual(said("z = 1  # keraspec: ignore[input-rank, unused-suppression]"), []);
	});

	it("name codes that no rule has, whatever could be seen", () => {
		assert.deepEqual(said(`${BAD}  # keraspec: ignore[undefined-dimensions]\ny = (`), [
			"warning undefined-dimensions: there is no rule undefined-dimensions; did you mean undefined-dimension?",
		]);
		assert.deepEqual(mended(`${BAD}  # keraspec: ignore[undefined-dimensions]\n`), [
			`${BAD}  # keraspec: ignore[undefined-dimension]\n`,
			`${BAD}\n`,
		]);
	});

	it("go, with as much of the comment as has nothing else to say", () => {
		assert.deepEqual(mended("z = 1  # keraspec: ignore[input-rank]\n"), ["z = 1\n"]);
		assert.deepEqual(mended("z = 1  # noqa  # keraspec: ignore\n"), ["z = 1  # noqa\n"]);
		assert.deepEqual(mended("z = 1  # keraspec: ignore # noqa\n"), ["z = 1  # noqa\n"]);
		assert.deepEqual(mended("# keraspec: ignore-file[input-rank]\nz = 1\n"), ["z = 1\n"]);
		assert.deepEqual(mended(`${BAD}  # keraspec: ignore[input-rank, undefined-dimension]`), [
			`${BAD}  # keraspec: ignore[undefined-dimension]`,
		]);
		assert.deepEqual(mended(`${BAD}  # keraspec: ignore[undefined-dimension,input-rank]`), [
			`${BAD}  # keraspec: ignore[undefined-dimension]`,
		]);
	});
});

describe("the action that ignores a code in the file", () => {
	const ignored = (text: string): string | undefined => {
		const analysis = analyseText(text);
		const [finding] = analysis.findings;
		assert(finding);
		const action = quickFixes(analysis, finding.origin.start, finding.origin.start).find(({ title }) =>
			title.endsWith("in this file"),
		);
		const mendedText = action && applyEdits(text, action.edits);
		if (mendedText) assert.deepEqual(analyseText(mendedText).findings, []);
		return mendedText;
	};
	const comment = "# keraspec: ignore-file[undefined-dimension]";
	const program = `${HEAD}${BAD}\n`;

	it("stands behind what must stay at the top", () => {
		assert.equal(ignored(program), `${comment}\n${program}`);
		for (const head of [
			"#!/usr/bin/env python\n",
			"#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n",
			'"""Doc\nstring."""\n',
			'# Licence\n"""Doc"""\nfrom __future__ import annotations\n',
		])
			assert.equal(ignored(`${head}${program}`), `${head}${comment}\n${program}`);
		assert.equal(ignored(program.replaceAll("\n", "\r\n")), `${comment}\r\n${program.replaceAll("\n", "\r\n")}`);
	});

	it("adds to the comment that is there", () => {
		const text = `# keraspec: ignore-file[unused-suppression]\n${program}`;
		assert.equal(ignored(text), `# keraspec: ignore-file[unused-suppression, undefined-dimension]\n${program}`);
	});
});
