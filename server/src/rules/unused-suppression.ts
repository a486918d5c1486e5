import type { Rule } from "./rule";

/** Found by the service, which knows what the comments hide. */
export const unusedSuppression: Rule = {
	code: "unused-suppression",
	severity: "hint",
	summary: "A comment ignores what is not there to be ignored, or a rule that does not exist.",
	why: "`# keraspec: ignore[code]` hides the findings of its line, and `# keraspec: ignore-file[code]` those of the file. When the code is mended, the comment stays, and would hide the next mistake. Codes are judged only when the whole program was followed; one that no rule has is a warning.",
	bad: `import keras
from keras import layers

x = keras.Input((16,))
y = layers.Dense(4)(x)  # keraspec: ignore[undefined-dimension]
`,
	good: `import keras
from keras import layers

x = keras.Input((16,))
y = layers.Dense(4)(x)
`,
};
