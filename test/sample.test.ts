import assert from "node:assert/strict";
import { SAMPLE } from "../client/sample-text";
import { analyseText } from "./support/analyse";

describe("the sample model", () => {
	it("has one mistake, which its fix mends", () => {
		const { findings } = analyseText(SAMPLE);
		assert.deepEqual(
			findings.map(({ code }) => code),
			["undefined-dimension"],
		);
		const [fix] = findings[0]?.fixes ?? [];
		assert.equal(fix?.title, "Use GlobalAveragePooling2D instead of Flatten");
		const [edit] = fix?.edits ?? [];
		assert.ok(edit);
		const mended = SAMPLE.slice(0, edit.start) + edit.newText + SAMPLE.slice(edit.end);
		assert.deepEqual(analyseText(mended).findings, []);
	});
});
