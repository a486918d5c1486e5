import { type Dim, noneDim, ranked, unknownDim } from "../../domain";
import type { FunctionModel } from "../../interpreter/api";
import { defineOp, type OpArguments, type OpResult } from "../op";
import { fixedDType, requireScalar, SCALAR, withRank } from "./checks";
import { requireDType } from "./keep";

/** `tf.audio`. Mirrors tensorflow/core/ops/audio_ops.cc. */

/** A size that is written, or -1 for what the file holds. */
function sizeOf(args: OpArguments, name: string): Dim {
	const size = args.int(name) ?? -1;
	if (size >= 0) return size;
	const why = { text: `the ${name.replace("desired_", "")} of the file`, origin: args.origin };
	if (size === -1) return args.isGraph ? noneDim(why) : unknownDim(why);
	return args.fail({
		code: "invalid-layer-argument",
		message: `${name} is -1 or a size, found ${size}`,
		argument: name,
	});
}

export const AUDIO_OPS: readonly FunctionModel[] = [
	defineOp("audio.decode_wav", "contents, desired_channels=-1, desired_samples=-1, name=None", (args): OpResult => {
		const contents = args.tensor("contents");
		requireDType(args, "audio.decode_wav", contents.dtype, (dtype) => dtype === "string");
		requireScalar(args, "contents");
		const [channels, samples] = [sizeOf(args, "desired_channels"), sizeOf(args, "desired_samples")];
		return {
			kind: "tuple",
			fields: ["audio", "sample_rate"],
			items: [
				{ shape: ranked([samples, channels]), dtype: "float32" },
				{ shape: SCALAR, dtype: "int32" },
			],
		};
	}),
	defineOp("audio.encode_wav", "audio, sample_rate, name=None", (args) => {
		const audio = fixedDType(args, "audio", "float32");
		fixedDType(args, "sample_rate", "int32");
		withRank(args, audio, 2, "audio");
		requireScalar(args, "sample_rate");
		return { shape: SCALAR, dtype: "string" };
	}),
];
