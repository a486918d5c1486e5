import fc from "fast-check";
import {
	type Dim,
	type DType,
	joinSpecs,
	joinValues,
	type Layout,
	leqSpec,
	noneDim,
	ranked,
	type Shape,
	type Spec,
	sameSpec,
	topShape,
	unknownDim,
	unknownDType,
	unknownRank,
	type Value,
} from "../server/src/domain";
import { createJournal } from "../server/src/interpreter/journal";

const why = { text: "law" };
const dim: fc.Arbitrary<Dim> = fc.oneof(fc.nat(3), fc.constant(noneDim(why)), fc.constant(unknownDim(why)));
const shape: fc.Arbitrary<Shape> = fc.oneof(
	{ weight: 8, arbitrary: fc.array(dim, { maxLength: 3 }).map(ranked) },
	fc.constant(unknownRank(why)),
	fc.constant(topShape(why)),
);
const dtype: fc.Arbitrary<DType> = fc.oneof(
	fc.constantFrom<DType>("float32", "int32", "bool"),
	fc.constant(unknownDType(why)),
);
const layout: fc.Arbitrary<Layout | undefined> = fc.constantFrom<Layout | undefined>(
	undefined,
	{ kind: "sparse" },
	{ kind: "sparse", implied: true },
	{ kind: "ragged" },
	{ kind: "ragged", raggedRank: 1 },
	{ kind: "ragged", raggedRank: 2 },
	{ kind: "unknown" },
);
const spec: fc.Arbitrary<Spec> = fc.record({ shape, dtype, layout });

describe("the lattice of specs", () => {
	it("join is idempotent, commutative and associative", () =>
		fc.assert(
			fc.property(spec, spec, spec, (a, b, c) => {
				const same = sameSpec;
				return (
					same(joinSpecs(a, a), a) &&
					same(joinSpecs(a, b), joinSpecs(b, a)) &&
					same(joinSpecs(a, joinSpecs(b, c)), joinSpecs(joinSpecs(a, b), c))
				);
			}),
		));

	it("join is an upper bound, and the least one", () =>
		fc.assert(
			fc.property(spec, spec, spec, (a, b, c) => {
				const joined = joinSpecs(a, b);
				const isUpper = leqSpec(a, joined) && leqSpec(b, joined);
				const isLeast = !(leqSpec(a, c) && leqSpec(b, c)) || leqSpec(joined, c);
				return isUpper && isLeast;
			}),
		));

	it("leq is a partial order", () =>
		fc.assert(
			fc.property(spec, spec, spec, (a, b, c) => {
				const reflexive = leqSpec(a, a);
				const antisymmetric = !(leqSpec(a, b) && leqSpec(b, a)) || sameSpec(a, b);
				const transitive = !(leqSpec(a, b) && leqSpec(b, c)) || leqSpec(a, c);
				return reflexive && antisymmetric && transitive;
			}),
		));
});

describe("the journal", () => {
	const key = fc.constantFrom("a", "b", "c");
	const writes = fc.array(fc.tuple(key, fc.nat(3)), { maxLength: 6 });
	const value = (n: number): Value => ({ kind: "int", value: n });
	const text = (map: Map<string, Value>): string =>
		JSON.stringify(
			[...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, "value" in v ? (v.value ?? null) : null]),
		);

	it("takes an attempt back, whatever it wrote", () =>
		fc.assert(
			fc.property(writes, writes, writes, (before, inside, nested) => {
				const journal = createJournal();
				const map = new Map<string, Value>();
				for (const [k, n] of before) journal.setEntry(map, k, value(n));
				const was = text(map);
				journal.attempt(() => {
					for (const [k, n] of inside) journal.setEntry(map, k, value(n));
					journal.merge([
						journal.attempt(() => nested.forEach(([k, n]) => void journal.setEntry(map, k, value(n)))).writes,
					]);
				});
				return text(map) === was;
			}),
		));

	it("merging one arm is executing it; merging two joins entry by entry", () =>
		fc.assert(
			fc.property(writes, writes, writes, (before, left, right) => {
				const run = (...sequences: (readonly (readonly [string, number])[])[]): Map<string, Value> => {
					const map = new Map<string, Value>();
					for (const [k, n] of sequences.flat()) map.set(k, value(n));
					return map;
				};
				const journal = createJournal();
				const map = run(before);
				const arm = (sequence: typeof left) =>
					journal.attempt(() => {
						for (const [k, n] of sequence) journal.setEntry(map, k, value(n));
					}).writes;
				journal.merge([arm(left)]);
				if (text(map) !== text(run(before, left))) return false;
				const [a, b] = [arm(left), arm(right)];
				journal.merge([a, b]);
				const [one, two] = [run(before, left), run(before, left, right)];
				const expected = new Map<string, Value>();
				for (const k of new Set([...one.keys(), ...two.keys()])) {
					const [x, y] = [one.get(k), two.get(k)];
					expected.set(k, x && y ? joinValues(x, y) : ((x ?? y) as Value));
				}
				return text(map) === text(expected);
			}),
		));
});
