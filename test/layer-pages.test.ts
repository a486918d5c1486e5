import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LAYER_MODELS } from "../server/src/keras/layers/index.generated";

const PAGES = join(__dirname, "..", "docs", "layers");
const MAX_LINES = 120;
const read = (name: string): string => readFileSync(join(PAGES, name), "utf8");

const names = LAYER_MODELS.filter(({ kind }) => kind === "class").map(({ name }) =>
	name.slice(name.lastIndexOf(".") + 1),
);

describe("the pages of layers", () => {
	for (const name of names) {
		it(name, () => {
			const page = read(`${name}.md`);
			assert.match(page, /^Output: .+ -> .+\.$/m, "the comment above the layer has no formula");
			assert.ok(page.split("\n").length <= MAX_LINES, "the page is too long");
			assert.ok(read("index.md").includes(`[${name}](${name}.md)`), "the index does not list it");
		});
	}

	it("link to pages that exist", () => {
		for (const name of readdirSync(PAGES)) {
			const links = [...read(name).matchAll(/\]\(([\w./-]+\.md)\)/g)].map(([, target]) => target ?? "");
			const dead = links.filter((target) => !existsSync(join(dirname(join(PAGES, name)), target)));
			assert.deepEqual(dead, [], name);
		}
	});
});
