import assert from "node:assert/strict";
import { RULES } from "../../server/src/rules/index.generated";
import { createWorkspace, type Workspace } from "./run-cli";

describe("explaining a rule", () => {
	let here: Workspace;
	before(async function () {
		this.timeout(60_000);
		here = await createWorkspace();
	});
	after(() => here.remove());

	it("tells what its page tells", () => {
		const { code, out, error } = here.run(["explain", "undefined-dimension"]);
		assert.deepEqual([code, error], [0, ""]);
		const rule = RULES.find((each) => each.code === "undefined-dimension") ?? assert.fail();
		const words = out.replace(/\s+/g, " ");
		for (const text of [rule.code, rule.summary, rule.why, rule.bad.trim(), rule.good.trim()])
			assert.ok(words.includes(text.replace(/\s+/g, " ")), text);
		assert.match(out, /^undefined-dimension\n\n/);
		assert.match(out, /\n\n {4}import keras\n/);
		assert.ok(out.split("\n").every((line) => line.startsWith("    ") || line.length <= 100));
	});

	it("lists all rules with a sentence each", () => {
		const { code, out } = here.run(["explain"]);
		assert.equal(code, 0);
		for (const { code: name } of RULES) assert.match(out, new RegExp(`^${name} {2,}\\S`, "m"));
	});

	it("knows what was meant, and refuses the rest", () => {
		const WRONG: readonly (readonly [args: readonly string[], message: RegExp])[] = [
			[["undefined-dimensoin"], /there is no rule "undefined-dimensoin".*undefined-dimension/],
			[["input-rank", "input-axis-size"], /one rule at a time/],
			[["input-rank", "--keras", "3.0"], /--keras does not belong/],
		];
		for (const [args, message] of WRONG) {
			const { code, out, error } = here.run(["explain", ...args]);
			assert.deepEqual([code, out], [2, ""]);
			assert.match(error, message);
		}
	});
});
