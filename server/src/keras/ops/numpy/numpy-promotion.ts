import type { DTypeName, Value } from "../../../domain";
import { vague } from "../../../interpreter/api";

interface Kind {
	readonly family: "bool" | "uint" | "int" | "float" | "complex";
	readonly bits: number;
}

function kindOf(dtype: DTypeName): Kind {
	const [, family, bits] = /^(bool|uint|int|float|complex)(\d*)$/.exec(dtype) ?? [];
	if (family === undefined) return vague("a dtype that NumPy does not promote");
	return { family: family as Kind["family"], bits: bits === "" ? 1 : Number(bits) };
}

const nameOf = ({ family, bits }: Kind): DTypeName => (family === "bool" ? "bool" : `${family}${bits}`) as DTypeName;

/** The bits of the float that holds ints of so many bits. */
const floatFor = (bits: number): number => (bits <= 8 ? 16 : bits <= 16 ? 32 : 64);

const ORDER: readonly Kind["family"][] = ["bool", "uint", "int", "float", "complex"];

function together(a: Kind, b: Kind): Kind {
	const [low, high] = ORDER.indexOf(a.family) <= ORDER.indexOf(b.family) ? [a, b] : [b, a];
	if (low.family === high.family) return low.bits > high.bits ? low : high;
	if (low.family === "bool") return high;
	if (high.family === "int") return signed(low.bits, high.bits);
	const bits = low.family === "float" ? low.bits : floatFor(low.bits);
	return { ...high, bits: Math.max(high.bits, high.family === "complex" ? 2 * bits : bits) };
}

/** The int that holds both, or a float when none does. */
function signed(unsigned: number, int: number): Kind {
	if (unsigned < int) return { family: "int", bits: int };
	return unsigned === 64 ? { family: "float", bits: 64 } : { family: "int", bits: 2 * unsigned };
}

/** What a Python number is when nothing else says more. */
const ALONE: Readonly<Record<string, Kind>> = {
	bool: { family: "bool", bits: 1 },
	int: { family: "int", bits: 64 },
	float: { family: "float", bits: 64 },
};

const dtypeOf = (value: Value): DTypeName | undefined => {
	if (value.kind !== "tensor") return undefined;
	return typeof value.spec.dtype === "string" ? value.spec.dtype : vague(value.spec.dtype.why);
};

/** `numpy.result_type` of arrays and Python numbers, which count only where they are of a higher kind. */
export function numpyType(values: readonly Value[]): DTypeName {
	const arrays = values.flatMap((value) => dtypeOf(value) ?? []).map(kindOf);
	const numbers = values.flatMap((value) => {
		if (value.kind === "tensor") return [];
		return [ALONE[value.kind] ?? vague("a value that NumPy has no dtype for")];
	});
	const all = arrays.length === 0 ? numbers : arrays;
	const known = all.reduce(together);
	const rank = ({ family }: Kind): number => (family === "uint" ? 2 : ORDER.indexOf(family));
	return nameOf(numbers.reduce((found, each) => (rank(each) > rank(found) ? together(found, each) : found), known));
}
