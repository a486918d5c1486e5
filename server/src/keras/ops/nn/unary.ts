import type { OpModel } from "../define-op";
import { same, TAKES, toFloat } from "../dtype-rules";
import { unaryOps } from "../unary";

const VALUE_ERROR = "ValueError";

/** Activation functions, and the functions of keras/src/ops/math.py that keep the shape. Mirrors keras/src/ops/nn.py. */
export const NN_UNARY: readonly OpModel[] = [
	...unaryOps("math", ["erf", "erfinv"], { takes: TAKES.float }),
	...unaryOps("math", ["erfc"], { declares: toFloat, gives: same, takes: TAKES.float }),
	...unaryOps("math", ["rsqrt"], { takes: TAKES.floatOrComplex }),
	...unaryOps("nn", ["log_sigmoid", "selu", "softplus", "softsign"], { takes: TAKES.float }),
	...unaryOps("nn", ["elu"], { takes: TAKES.float, signature: "x, alpha=1.0" }),
	...unaryOps("nn", ["sigmoid", "tanh_shrink"], { takes: TAKES.floatOrComplex }),
	...unaryOps("nn", ["silu", "swish"], { takes: TAKES.floatOrComplex, operation: "Silu" }),
	...unaryOps("nn", ["squareplus"], { takes: TAKES.floatOrComplex, signature: "x, b=4" }),
	...unaryOps("nn", ["hard_sigmoid", "hard_tanh", "sparse_sigmoid"], {
		takes: TAKES.float,
		rejects: "TypeError",
		rejectsComplex: { graph: "TypeError" },
	}),
	...unaryOps("nn", ["hard_silu", "hard_swish"], {
		takes: TAKES.float,
		rejects: "TypeError",
		rejectsComplex: { graph: "TypeError" },
		operation: "HardSilu",
	}),
	...unaryOps("nn", ["celu"], {
		takes: TAKES.float,
		rejects: "TypeError",
		rejectsComplex: { graph: "TypeError" },
		signature: "x, alpha=1.0",
	}),
	...unaryOps("nn", ["gelu"], {
		takes: TAKES.float,
		rejects: VALUE_ERROR,
		rejectsComplex: VALUE_ERROR,
		signature: "x, approximate=True",
	}),
	...unaryOps("nn", ["leaky_relu"], {
		declares: same,
		gives: toFloat,
		takes: TAKES.real,
		signature: "x, negative_slope=0.2",
	}),
	...unaryOps("nn", ["relu", "relu6"], { takes: TAKES.real }),
	...unaryOps("nn", ["sparse_plus"], {
		takes: TAKES.float,
		rejects: "TypeError",
		rejectsUnsigned: { graph: "TypeError" },
		rejectsComplex: { graph: "TypeError" },
	}),
];
