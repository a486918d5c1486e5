import assert from "node:assert/strict";
import { analyseIn, errorsOf, letterOf, type RecordedRaise, readRecord, WORLDS } from "./support/records";
import { callOf, REWRITES, rewritten } from "./support/rewrites";

type Records = Readonly<Record<string, Readonly<Record<"bad" | "good", { readonly raises: RecordedRaise | null }>>>>;
type Snippets = Readonly<Record<string, Readonly<Record<"good", string>>>>;

/** Actions that rewrite a program: we see no error in what comes out, and real Keras runs it. */
describe("rewrites", () => {
	const snippets = readRecord<Snippets>("rules", "snippets.json");
	for (const world of WORLDS) {
		describe(world, () => {
			const records = readRecord<Records>("rules", `${letterOf(world)}.json`);
			for (const each of REWRITES.filter(({ worlds }) => !worlds || worlds.includes(world))) {
				it(each.name, () => {
					const text = rewritten(world, each);
					assert(text !== undefined, "the action is not offered");
					assert(text.split("\n").includes(each.line), text);
					assert.deepEqual(
						errorsOf(analyseIn(world, text)).map(({ message }) => message),
						[],
						text,
					);
					const key = `rewrite: ${each.name}`;
					assert.equal(snippets[key]?.good, text + callOf(each.name), "stale: npm run generate");
					assert.equal(records[key]?.good.raises, null, records[key]?.good.raises?.message);
					if (each.isUnchanged) assert.equal(records[key]?.bad.raises, null, records[key]?.bad.raises?.message);
				});
			}
		});
	}
});
