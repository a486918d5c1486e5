import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { homepage } from "../../package.json";
import { layerUrl, ruleUrl } from "../../server/src/ide/doc-links";
import { LAYER_MODELS } from "../../server/src/keras/layers/index.generated";
import { RULES } from "../../server/src/rules/index.generated";

const ROOT = join(__dirname, "..", "..");
const BASE = `${homepage}/blob/main/`;

const fileOf = (url: string): string => {
	assert.ok(url.startsWith(BASE), url);
	return join(ROOT, url.slice(BASE.length));
};

describe("links to pages", () => {
	it("lead to the page of every rule", () => {
		for (const { code } of RULES) assert.ok(existsSync(fileOf(ruleUrl(code))), code);
	});

	it("lead to the page of every layer, by each of its names, and to every page", () => {
		const found = new Set<string>();
		for (const model of LAYER_MODELS) {
			for (const name of model.kind === "class" ? [model.name, ...(model.aliases ?? [])] : []) {
				const url = layerUrl(name);
				assert.ok(url && existsSync(fileOf(url)), name);
				assert.equal(layerUrl(name.slice(name.lastIndexOf(".") + 1)), url);
				found.add(basename(url));
			}
		}
		const pages = readdirSync(join(ROOT, "docs", "layers")).filter((name) => /^[A-Z]\w*\.md$/.test(name));
		assert.deepEqual(
			pages.filter((name) => name !== "README.md" && !found.has(name)),
			[],
		);
		assert.ok(layerUrl("Dense")?.endsWith("/docs/layers/Dense.md"));
		assert.equal(layerUrl("tf.keras.layers.Dense"), layerUrl("Dense"));
	});

	it("are absent for what is no layer of Keras", () => {
		for (const name of ["Encoder", "mylib.Dense", "keras.Model", "", "Dense(3)"])
			assert.equal(layerUrl(name), undefined);
	});
});
