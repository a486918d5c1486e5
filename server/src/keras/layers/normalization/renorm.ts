import type { Value } from "../../../domain";
import { readNumber } from "../../engine/argument-readers";
import type { LayerArguments } from "../../engine/layer-definition";

/** Batch renormalization, and the limits that `renorm_clipping` may set. */
export function readRenorm(args: LayerArguments): boolean {
	const given = (name: string): Value | undefined =>
		args.bound.extra.find((each) => each.name === name)?.value ??
		(args.world === "keras3" ? args.bound.get(name) : undefined);
	const renorm = given("renorm");
	if (!renorm || args.machine.truth(renorm, { path: "", start: 0, end: 0 }) !== true) return false;
	const clipping = given("renorm_clipping");
	if (clipping?.kind !== "dict" || !clipping.entries) return true;
	const fail = (message: string): never =>
		args.fail({ code: "invalid-layer-argument", message, argument: "renorm_clipping" });
	for (const { key } of clipping.entries.values()) {
		if (key.kind === "str" && key.value !== undefined && ["rmax", "rmin", "dmax"].includes(key.value)) continue;
		if (key.kind !== "str" || key.value !== undefined) fail("renorm_clipping takes the keys rmax, rmin and dmax");
	}
	if (args.world === "keras2") return true;
	const limit = (name: string): number | undefined => {
		const entry = clipping.entries?.get(`s:${name}`);
		return entry && readNumber(entry.value);
	};
	const [rmax, rmin, dmax] = [limit("rmax"), limit("rmin"), limit("dmax")];
	if (rmax !== undefined && rmin !== undefined && rmax < rmin)
		fail(`rmax ${rmax} of renorm_clipping is below rmin ${rmin}`);
	if (dmax !== undefined && dmax < 0) fail(`dmax ${dmax} of renorm_clipping is negative`);
	return true;
}
