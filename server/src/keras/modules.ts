import type { World } from "../domain";

const words = (text: string): readonly string[] => text.split(" ");

/** The modules below `keras` that can be imported, by the folders of the installed packages (2.15, 3.15). */
const BOTH = words(
	"activations applications applications.convnext applications.densenet applications.efficientnet applications.efficientnet_v2 applications.imagenet_utils applications.inception_resnet_v2 applications.inception_v3 applications.mobilenet applications.mobilenet_v2 applications.mobilenet_v3 applications.nasnet applications.resnet applications.resnet50 applications.resnet_v2 applications.vgg16 applications.vgg19 applications.xception backend callbacks constraints datasets datasets.boston_housing datasets.cifar10 datasets.cifar100 datasets.fashion_mnist datasets.imdb datasets.mnist datasets.reuters export initializers layers losses metrics mixed_precision models optimizers optimizers.legacy optimizers.schedules preprocessing preprocessing.image preprocessing.sequence regularizers saving utils utils.legacy",
);
const ONLY: Readonly<Record<World, readonly string[]>> = {
	keras2: words(
		"applications.regnet applications.resnet_rs backend.experimental callbacks.experimental dtensor dtensor.experimental dtensor.experimental.optimizers estimator experimental layers.experimental layers.experimental.preprocessing metrics.experimental models.experimental optimizers.experimental preprocessing.text protobuf utils.experimental",
	),
	keras3: words(
		"config datasets.california_housing distillation distribution dtype_policies legacy legacy.saving ops ops.image ops.linalg ops.nn ops.numpy quantizers random tree utils.bounding_boxes visualization wrappers",
	),
};
/** In Keras 3, only as `tf.keras`. */
const LEGACY = words("preprocessing.text");

/** Inside these, modules are no public ones: what they hold is not listed here. */
const OPEN = /^keras\.(src|api|_tf_keras|__internal__|protobuf|version)(\.|$)/;

/** Whether the name is that of a public module, whose names may or may not be modelled. */
export const hasModule = (name: string, world: World): boolean => {
	const own = name.slice("keras.".length);
	return name.startsWith("keras.") && (BOTH.includes(own) || ONLY[world].includes(own));
};

/** Whether Keras certainly has no such module. Before 2.13, Keras 2 could be imported by the files of its sources. */
export function lacksModule(name: string, world: World, viaTensorflow: boolean, version: string): boolean {
	if (!name.startsWith("keras.") || OPEN.test(name)) return false;
	const [major = 0, minor = 0] = version.split(".").map(Number);
	if (world === "keras2" && major === 2 && minor < 13) return false;
	const own = name.slice("keras.".length);
	if (BOTH.includes(own) || ONLY[world].includes(own)) return false;
	return !(world === "keras3" && viaTensorflow && LEGACY.includes(own));
}
