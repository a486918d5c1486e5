import type { Value } from "../../domain";
import { type Argument, type Bound, bind, type CallArguments, type Signature, signature } from "../../interpreter/api";
import { isBefore, nextRelease, parseRelease, printRelease, type Release, releaseOf, type Versioned } from "./release";
import { FORMER_SIGNATURES } from "./signatures.generated";

type Part = "init" | "call";

const formerText = (name: string, part: Part, versioned: Versioned): string | undefined => {
	const spans = FORMER_SIGNATURES[versioned.world][name]?.[part];
	if (!spans) return undefined;
	const release = releaseOf(versioned);
	return spans.find(([until]) => !isBefore(parseRelease(until), release))?.[1];
};

/** The signature of a name in the Keras that is meant, when it is not the newest. */
export function signatureAt(name: string, part: Part, newest: string, versioned: Versioned): Signature {
	const text = formerText(name, part, versioned);
	return signature(text ?? newest);
}

/**
 * Binds a call to the signature that the name had in the Keras that is meant. An argument that came later has its newest
 * default there: the models ask for it all the same.
 */
export function bindAt(name: string, part: Part, newest: string, versioned: Versioned, args: CallArguments): Bound {
	const text = formerText(name, part, versioned);
	if (text === undefined) return bind(signature(newest), args);
	const former = signature(text);
	const bound = bind(former, args);
	const defaults = defaultsOf(signature(newest));
	const own = defaultsOf(former);
	// What the former signature left to `**kwargs`, the base class may have taken.
	const given = (parameter: string): Argument | undefined =>
		bound.given(parameter) ??
		(defaults.has(parameter) ? bound.extra.find(({ name: keyword }) => keyword === parameter) : undefined);
	const get = (parameter: string): Value => {
		const argument = given(parameter);
		if (argument) return argument.value;
		const fallback = defaults.get(parameter);
		const isOwn = own.has(parameter) && own.get(parameter)?.kind !== "ellipsis";
		return isOwn || !fallback ? bound.get(parameter) : fallback;
	};
	return { ...bound, given, get };
}

const defaultsOf = (target: Signature): ReadonlyMap<string, Value | undefined> =>
	new Map(target.parameters.map((parameter) => [parameter.name, parameter.default]));

/** The last version without an argument of a name; absent when it always had it, or never. */
function argumentSince(name: string, argument: string, newest: string, versioned: Versioned): Release | undefined {
	const spans = FORMER_SIGNATURES[versioned.world][name]?.init;
	if (!spans || !signature(newest).parameters.some((parameter) => parameter.name === argument)) return undefined;
	const without = spans.filter(
		([, text]) => !signature(text).parameters.some((parameter) => parameter.name === argument),
	);
	const last = without.at(-1)?.[0];
	return last === undefined ? undefined : parseRelease(last);
}

/** What to say of an argument that a later Keras brought to a name: absent when it always had it, or never. */
export function laterArgument(
	shown: string,
	name: string,
	argument: string,
	newest: string,
	versioned: Versioned,
): string | undefined {
	const last = argumentSince(name, argument, newest, versioned);
	const own = releaseOf(versioned);
	if (!last || !isBefore(own, nextRelease(last))) return undefined;
	return `${shown} of Keras ${printRelease(own)} has no argument ${argument}: it came with ${printRelease(nextRelease(last))}`;
}
