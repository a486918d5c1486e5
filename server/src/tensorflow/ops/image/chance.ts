import { isStatic } from "../../../domain";
import { convert } from "../../convert";
import type { OpArguments } from "../../op";
import { failInPython } from "./images";

/**
 * The seed of a stateless function is a vector of two ints. Where chance is asked before the image is looked at, it runs
 * on values even beside KerasTensors.
 */
export function requireSeed(args: OpArguments, isFirst = false): void {
	if (args.get("seed").kind === "none") reject(args, "None is no seed", "seed");
	const { shape } = convert(args.get("seed"));
	if (shape.kind !== "ranked") return;
	const size = shape.dims[0];
	if (shape.dims.length === 1 && size !== undefined && (!isStatic(size) || size === 2)) return;
	args.fail({
		code: "invalid-layer-argument",
		...(isFirst && args.isSymbolic ? { exception: "InvalidArgumentError" } : {}),
		message: "a seed is a vector of two ints",
		argument: "seed",
	});
}

const numberOf = (args: OpArguments, name: string): number | undefined => {
	const value = args.get(name);
	return value.kind === "int" || value.kind === "float" ? value.value : undefined;
};

const reject = (args: OpArguments, message: string, argument: string): never =>
	failInPython(args, { code: "invalid-layer-argument", message, argument });

/** How far chance may go: at least 0, and no further than `most`. */
export function requireDelta(args: OpArguments, most = Number.POSITIVE_INFINITY): void {
	const delta = numberOf(args, "max_delta");
	if (delta === undefined || (delta >= 0 && delta <= most)) return;
	reject(args, `max_delta must be in [0, ${most}], found ${delta}`, "max_delta");
}

/** Between which factors chance chooses: `upper` is the larger. */
export function requireRange(args: OpArguments): void {
	const [lower, upper] = [numberOf(args, "lower"), numberOf(args, "upper")];
	if (lower === undefined || upper === undefined) return;
	if (upper <= lower) reject(args, `upper must be larger than lower, found ${lower} and ${upper}`, "upper");
	if (lower < 0) reject(args, `lower must not be negative, found ${lower}`, "lower");
}

/** Between which qualities of a JPEG chance chooses: 0 to 100. */
export function requireQualities(args: OpArguments): void {
	const [least, most] = [numberOf(args, "min_jpeg_quality"), numberOf(args, "max_jpeg_quality")];
	if (least === undefined || most === undefined) return;
	if (least < 0 || most > 100 || least >= most)
		reject(args, `the qualities must rise within 0 and 100, found ${least} and ${most}`, "min_jpeg_quality");
}
