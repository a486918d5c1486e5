import { padSame } from "./layer-fixes";
import type { Rule } from "./rule";

export const nonPositiveOutputSize: Rule = {
	code: "non-positive-output-size",
	severity: "error",
	summary: "A window is larger than what it slides over.",
	why: 'With `padding="valid"` a convolution or pooling shortens its input by the size of its window. A stack of them runs out of pixels; data in another axis order does so at once.',
	bad: `import keras
from keras import layers

x = keras.Input((3, 3, 1))
y = layers.Conv2D(8, 5)(x)
`,
	good: `import keras
from keras import layers

x = keras.Input((3, 3, 1))
y = layers.Conv2D(8, 5, padding="same")(x)
`,
	samples: [
		{
			what: "A window reaches beyond the border",
			bad: `import keras
from keras import layers

x = keras.Input((1, 1, 8))
y = layers.MaxPooling2D()(x)
`,
			good: `import keras
from keras import layers

x = keras.Input((1, 1, 8))
y = layers.MaxPooling2D(padding="same")(x)
`,
		},
	],
	fix: (event, context) => (event.kind === "problem" ? padSame(event, context) : []),
};
