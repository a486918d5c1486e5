import type { LibraryModel } from "../../interpreter/api";
import { CONVNEXT } from "./convnext";
import { DENSENET } from "./densenet";
import { EFFICIENTNET } from "./efficientnet";
import { EFFICIENTNET_V2 } from "./efficientnet-v2";
import { INCEPTION_RESNET_V2 } from "./inception-resnet-v2";
import { INCEPTION_V3 } from "./inception-v3";
import { MOBILENET } from "./mobilenet";
import { MOBILENET_V2 } from "./mobilenet-v2";
import { MOBILENET_V3 } from "./mobilenet-v3";
import { NASNET } from "./nasnet";
import { PREPROCESSING } from "./preprocessing";
import { REGNET } from "./regnet";
import { RESNET } from "./resnet";
import { RESNET_RS } from "./resnet-rs";
import { VGG } from "./vgg";
import { XCEPTION } from "./xception";

/** Everything of `keras.applications`. */
export const APPLICATIONS: readonly LibraryModel[] = [
	...VGG,
	...RESNET,
	...RESNET_RS,
	...MOBILENET,
	...MOBILENET_V2,
	...MOBILENET_V3,
	...INCEPTION_V3,
	...INCEPTION_RESNET_V2,
	...XCEPTION,
	...DENSENET,
	...EFFICIENTNET,
	...EFFICIENTNET_V2,
	...NASNET,
	...CONVNEXT,
	...REGNET,
	...PREPROCESSING,
];
