import type { LayerArguments } from "../../engine/layer-definition";

/** Keras 3's `use_cudnn` is one of three values; Python takes 0 and 1 for False and True. */
export function checkUseCudnn(args: LayerArguments): void {
	if (args.world === "keras2") return;
	const value = args.get("use_cudnn");
	if (value.kind === "unknown" || value.kind === "bool" || value.kind === "tensor" || value.kind === "instance") return;
	if (
		(value.kind === "int" || value.kind === "float") &&
		(value.value === undefined || value.value === 0 || value.value === 1)
	)
		return;
	if (value.kind === "str" && (value.value === undefined || value.value === "auto")) return;
	args.fail({
		code: "invalid-layer-argument",
		message: 'use_cudnn must be "auto", True or False',
		argument: "use_cudnn",
	});
}
