import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../server/src/domain";
import { registry } from "../server/src/ide/registry";
import { NOT_MODELLED, whyNotModelled } from "../server/src/keras/not-modelled";

const MODULES = ["keras", "keras.layers", "keras.models", "keras.ops", "keras.applications", "keras.backend"];

const WORLDS = [
	["a", "keras2"],
	["b", "keras3"],
] as const satisfies readonly (readonly ["a" | "b", World])[];

/** The public names of each module of real Keras; null where it has no such module. */
const readNames = (letter: "a" | "b"): Readonly<Record<string, readonly string[] | null>> =>
	JSON.parse(readFileSync(join(__dirname, "golden", "signatures", `${letter}.json`), "utf8")).names;

function isModelled(name: string, world: World): boolean {
	const meant = registry.canonical(name, world);
	return registry.find(meant.name, meant.world) !== undefined || registry.isModule(meant.name, meant.world);
}

describe("the public names of Keras", () => {
	for (const [letter, world] of WORLDS) {
		const names = readNames(letter);
		for (const module of MODULES) {
			const all = (names[module] ?? []).map((name) => `${module}.${name}`);
			if (all.length === 0) continue;
			it(`${module} (${world}): every name is modelled, or said why not`, () => {
				const silent = all.filter((name) => !isModelled(name, world) && whyNotModelled(name, world) === undefined);
				assert.deepEqual(silent, [], "neither modelled nor in server/src/keras/not-modelled.ts");
			});
		}

		it(`the list of what is not modelled is true (${world})`, () => {
			const listed = NOT_MODELLED.filter(({ worlds }) => worlds?.includes(world) ?? true).flatMap((gap) =>
				gap.names.map((name) => ({ name, module: gap.module, full: `${gap.module}.${name}` })),
			);
			const untrue = listed.filter(
				({ name, module, full }) => isModelled(full, world) || !names[module]?.includes(name),
			);
			assert.deepEqual(
				untrue.map(({ full }) => full),
				[],
				"modelled by now, or no name of Keras: take them off server/src/keras/not-modelled.ts",
			);
		});
	}
});
