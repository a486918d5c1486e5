import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HIDDEN } from "./support/hidden-characters";

const ROOT = join(__dirname, "..");
const FOLDERS = ["client", "server", "shared", "docs", "test/e2e", "test/support", ".ci"];
const TEXT = /\.(ts|mjs|cjs|json|md|py|svg|lua)$|^run$/;

describe("sources", () => {
	it("hide no characters", () => {
		const names = FOLDERS.flatMap((folder) =>
			readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile() && TEXT.test(entry.name))
				.map((entry) => join(entry.parentPath, entry.name)),
		);
		assert.ok(names.length > 500);
		assert.deepEqual(
			names.filter((name) => HIDDEN.test(readFileSync(name, "utf8"))),
			[],
		);
	});
});
