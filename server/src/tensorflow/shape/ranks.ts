import { NONE, noneDim, ranked, type Value } from "../../domain";
import { type MethodModel, raise, typeName, vague } from "../../interpreter/api";
import { bindCall } from "../bind-call";
import { whyOf } from "../shapes";
import { asShape, toTensorShape, tupleText } from "./tensor-shape-value";

type RankMethod = "with_rank" | "with_rank_at_least" | "with_rank_at_most" | "assert_has_rank";

const PHRASES: Readonly<Record<RankMethod, string>> = {
	with_rank: "rank",
	with_rank_at_least: "a rank of at least",
	with_rank_at_most: "a rank of at most",
	assert_has_rank: "rank",
};

/** The methods that ask for a rank: they give the shape, or raise ValueError. */
export const withRank =
	(name: RankMethod): MethodModel =>
	(self, { args }) => {
		const own = asShape(self);
		const rank = bindCall(name, "rank", args).get("rank");
		if (own.shape.kind === "top") return vague(own.shape.why);
		const isAssertion = name === "assert_has_rank";
		if (own.shape.kind === "unknown-rank" && name !== "with_rank") return isAssertion ? NONE : self;
		if (rank.kind === "none" && name === "with_rank") return self;
		const wanted = numberOf(rank, name);
		if (own.shape.kind === "unknown-rank") {
			const open = noneDim(whyOf(own.shape));
			return toTensorShape(ranked(Array(Math.max(0, wanted)).fill(open)), own.symbolic);
		}
		const found = own.shape.kind === "ranked" ? own.shape.dims.length : 0;
		if (accepts(name, found, wanted)) return isAssertion ? NONE : self;
		raise({
			code: "input-rank",
			exception: "ValueError",
			message: `the shape ${tupleText(own.shape)} must have ${PHRASES[name]} ${wanted}`,
		});
	};

function accepts(name: RankMethod, found: number, wanted: number): boolean {
	if (name === "with_rank_at_least") return found >= wanted;
	if (name === "with_rank_at_most") return found <= wanted;
	return found === (name === "with_rank" ? Math.max(0, wanted) : wanted);
}

/** The rank as a number: `with_rank` repeats a list that often, so that a float is none. */
function numberOf(rank: Value, name: RankMethod): number {
	if ((rank.kind === "int" || rank.kind === "float") && rank.value === undefined) vague("a rank that is not known");
	if (rank.kind === "int" || rank.kind === "bool") return Number(rank.value);
	if (rank.kind === "float" && rank.value !== undefined && name !== "with_rank") return rank.value;
	if (rank.kind === "unknown" || rank.kind === "instance" || rank.kind === "tensor") vague("a rank that is not known");
	raise({
		code: "python-error",
		exception: "TypeError",
		message: `a rank is an int, found a value of type ${typeName(rank)}`,
		argument: "rank",
	});
}
