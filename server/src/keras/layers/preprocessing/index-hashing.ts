import { itemsOf } from "../../engine/argument-readers";
import type { LayerArguments } from "../../engine/layer-definition";
import { reject, rejectWord } from "./output-mode";

/** Keras 3's `oov_method` and `salt`: how words that no vocabulary holds become indices. */
export function checkHashing(args: LayerArguments, keys: "string" | "int64"): void {
	// StringLookup hands `oov_method` on to its base class.
	const method = args.bound.extra.find(({ name }) => name === "oov_method")?.value ?? args.given("oov_method")?.value;
	const salt = args.given("salt")?.value;
	const isOpen = method?.kind === "unknown" || (method?.kind === "str" && method.value === undefined);
	const word = method?.kind === "str" ? method.value : undefined;
	const methods = ["floormod", "farmhash"];
	if (method && !isOpen && (word === undefined || !methods.includes(word)))
		rejectWord(args, "oov_method", method, methods);
	if (!salt || salt.kind === "none" || isOpen) return;
	if (keys === "int64" && word !== "farmhash") reject(args, "salt", 'salt needs oov_method="farmhash"');
	const open = ["int", "bool", "unknown", "instance", "tensor"].includes(salt.kind) && !("numpy" in salt && salt.numpy);
	if (!open && itemsOf(salt)?.length !== 2) reject(args, "salt", "salt must be an int or two");
}
