import type { World } from "../../server/src/domain";
import { quickFixes } from "../../server/src/ide/code-actions";
import { onDemand, rewrites } from "../../server/src/ide/rewrites";
import { analyseIn, applyEdits } from "./records";
import { INPUT_REWRITES } from "./rewrites-input";

/** A program that an action rewrites; real Keras runs what comes out. */
export interface Rewrite {
	readonly name: string;
	readonly program: string;
	/** Where the cursor stands: at the start of this text. */
	readonly at: string;
	readonly title: string;
	/** A line that the rewritten program has. */
	readonly line: string;
	readonly worlds?: readonly World[];
	/** Whether the program runs before as it does after, which real Keras judges too. */
	readonly isUnchanged?: boolean;
}

const HEAD = "import keras\nimport tensorflow as tf\n";

export const REWRITES: readonly Rewrite[] = [
	{
		name: "a signature for a decorator",
		program: `${HEAD}
@tf.function
def norm(x):
    return tf.sqrt(tf.reduce_sum(x * x, -1))


a = norm(tf.zeros((2, 4)))
b = norm(tf.zeros((5, 4)))
`,
		at: "@tf.function",
		title: "Write the input_signature that fits the calls of norm",
		line: "@tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])",
	},
	{
		name: "a signature for a decorator with options",
		program: `${HEAD}
@tf.function(reduce_retracing=True)
def scale(x, factor=2.0):
    return x * factor


a = scale(tf.zeros((2, 4), tf.float64))
b = scale(tf.zeros((3,), tf.float64))
`,
		at: "def scale",
		title: "Write the input_signature that fits the calls of scale",
		line: "@tf.function(reduce_retracing=True, input_signature=[tf.TensorSpec(None, tf.float64)])",
	},
	{
		name: "a signature for a call of tf.function",
		program: `${HEAD}
step = tf.function(lambda x, y: (x + y["b"], y["a"]))
a, b = step(tf.zeros((2, 3)), {"a": tf.constant([1, 2]), "b": tf.zeros(())})
`,
		at: "tf.function",
		title: "Write the input_signature that fits the calls of <lambda>",
		line: `step = tf.function(lambda x, y: (x + y["b"], y["a"]), input_signature=[tf.TensorSpec([2, 3], tf.float32), {"a": tf.TensorSpec([2], tf.int32), "b": tf.TensorSpec([], tf.float32)}])`,
	},
	{
		name: "a signature for a method",
		program: `${HEAD}
class Head(tf.Module):
    @tf.function()
    def __call__(self, images):
        return tf.reduce_mean(images, [1, 2])


head = Head()
a = head(tf.zeros((1, 8, 8, 3)))
b = head(tf.zeros((4, 16, 16, 3)))
`,
		at: "@tf.function",
		title: "Write the input_signature that fits the calls of __call__",
		line: "    @tf.function(input_signature=[tf.TensorSpec([None, None, None, 3], tf.float32)])",
	},
	{
		name: "a signature that fits its calls: sizes",
		program: `${HEAD}
@tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32, name="x")])
def double(x):
    return x * 2


a = double(tf.zeros((2, 4)))
b = double(tf.zeros((2, 5)))
`,
		at: "tf.zeros((2, 5))",
		title: "Fit the input_signature of double to its calls",
		line: `@tf.function(input_signature=[tf.TensorSpec([None, None], tf.float32, name="x")])`,
	},
	{
		name: "a signature that fits its calls: a dtype",
		program: `${HEAD}
@tf.function(jit_compile=False, input_signature=(tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)))
def add(x, y):
    return x, y


a = add(tf.constant([1, 2]), 3)
`,
		at: "tf.constant([1, 2])",
		title: "Fit the input_signature of add to its calls",
		line: "@tf.function(jit_compile=False, input_signature=[tf.TensorSpec([None], tf.int32), tf.TensorSpec([], tf.float32)])",
	},
	{
		name: "a signature that fits its calls: a rank",
		program: `${HEAD}
total = tf.function(lambda x: tf.reduce_sum(x), input_signature=[tf.TensorSpec([3])])
a = total(tf.ones((3,)))
b = total(tf.ones((3, 3)))
`,
		at: "tf.ones((3, 3))",
		title: "Fit the input_signature of <lambda> to its calls",
		line: "total = tf.function(lambda x: tf.reduce_sum(x), input_signature=[tf.TensorSpec(None, tf.float32)])",
	},
	{
		name: "a serving function",
		program: `${HEAD}
model = keras.Sequential([keras.Input((28, 28, 1), name="images"), keras.layers.Flatten(), keras.layers.Dense(10)])
`,
		at: "model =",
		title: "Write a serving function for model",
		line: `@tf.function(input_signature=[tf.TensorSpec([None, 28, 28, 1], tf.float32, name="images")])`,
	},
	{
		name: "a serving function of two inputs",
		program: `import keras

a = keras.Input((3,), name="left")
b = keras.Input((4,), name="right", dtype="int32")
both = keras.Model([a, b], keras.layers.Concatenate()([a, keras.layers.Rescaling(2.0)(b)]))
`,
		at: "both =",
		title: "Write a serving function for both",
		line: `@tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32, name="left"), tf.TensorSpec([None, 4], tf.int32, name="right")])`,
	},
	{
		name: "a serving function of named inputs",
		program: `${HEAD}
def build():
    a, b = keras.Input((3,)), keras.Input((4,))
    net = keras.Model({"a": a, "b": b}, keras.layers.Concatenate()([a, b]))
    return net


build()
`,
		at: "net =",
		title: "Write a serving function for net",
		line: `        return net({"a": a, "b": b})`,
	},
	{
		name: "a serving function below a docstring and what is said of the future",
		program: `"""Serves a model
from the disk.
"""
from __future__ import annotations

import keras

net = keras.Sequential([keras.Input((4,), name="x"), keras.layers.Dense(2)])  # served
`,
		at: "net =",
		title: "Write a serving function for net",
		line: "import tensorflow as tf",
	},
	...INPUT_REWRITES,
	{
		name: "the specs of a function in a comment",
		program: `import keras


def block(x, units=4):
    return keras.layers.Dense(units)(x)


y = block(keras.Input((8,)))
`,
		at: "def block",
		title: "Write the spec of block in a comment",
		line: "# spec: (None, 8) float32 -> (None, 4) float32",
	},
	{
		name: "the comment of a function that has changed",
		program: `import keras


class Head(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(3)

    # spec: (None, 8) float32 -> (None, 4) float32
    def call(self, x):
        return self.dense(x)


y = Head()(keras.Input((8,)))
`,
		at: "def call",
		title: "Update the comment with the spec of call",
		line: "    # spec: (None, 8) float32 -> (None, 3) float32",
	},
];

/** The program after the action; absent when it is not offered. */
export function rewritten(world: World, { program, at, title }: Rewrite): string | undefined {
	const analysis = analyseIn(world, program);
	const offset = program.indexOf(at);
	const actions = [quickFixes, rewrites, onDemand].flatMap((ask) => ask(analysis, offset, offset));
	const action = actions.find((each) => each.title === title);
	return action && applyEdits(program, action.edits);
}

/** What each is judged by: the last lines call what was written. */
export const callOf = (name: string): string => CALLS[name] ?? "";

const CALLS: Readonly<Record<string, string>> = {
	"a serving function": "\ny = serve(tf.zeros((2, 28, 28, 1)))\n",
	"a serving function of two inputs": "\ny = serve(tf.zeros((2, 3)), tf.zeros((2, 4), tf.int32))\n",
};
