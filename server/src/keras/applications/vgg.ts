import type { Value } from "../../domain";
import { type Application, commonSignature, defineApplication } from "./application";
import { classifier, finish, imageInput, inputShapeOf, pooled } from "./ends";

const FILTERS = [64, 128, 256, 512, 512];

/** Five blocks of convolutions, then two dense layers. `depths` are the convolutions of each block. */
const vgg = (name: string, module: string, depths: readonly number[]): Application => ({
	name,
	modules: [module],
	signature: commonSignature(module),
	build(construction) {
		const { net, includeTop } = construction;
		const input = imageInput(construction, inputShapeOf(construction, { defaultSize: 224, minSize: 32 }));
		let x: Value = input;
		for (const [index, depth] of depths.entries()) {
			const block = `block${index + 1}`;
			for (let at = 1; at <= depth; at += 1) {
				const options = { activation: "relu", padding: "same", name: `${block}_conv${at}` };
				x = net.conv(x, FILTERS[index] as number, 3, options);
			}
			x = net.pool("Max", x, 2, 2, { name: `${block}_pool` });
		}
		if (!includeTop) return finish(construction, input, pooled(construction, x, {}), module);
		x = net.layer("Flatten", x, { name: "flatten" });
		for (const dense of ["fc1", "fc2"]) x = net.layer("Dense", x, { units: 4096, activation: "relu", name: dense });
		return finish(construction, input, classifier(construction, x), module);
	},
});

/** `keras.applications.vgg16` and `vgg19`. */
export const VGG = [
	defineApplication(vgg("VGG16", "vgg16", [2, 2, 3, 3, 3])),
	defineApplication(vgg("VGG19", "vgg19", [2, 2, 4, 4, 4])),
];
