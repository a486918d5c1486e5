import { bool, list, str, type Value } from "../../domain";
import { type LibraryCall, syntheticArguments, vague } from "../../interpreter/api";

/** What `add_argument` said of an option that texts of a command line may give. */
export interface OptionSyntax {
	readonly target: string;
	/** `-x`, `--long`; none for a positional argument. */
	readonly flags: readonly string[];
	/** `store`, `store_true`, `store_false`; anything else is not followed. */
	readonly action: string;
	readonly nargs: Value;
	readonly convert: Value;
	readonly choices: Value | undefined;
}

const CONSTANTS: Readonly<Record<string, boolean | undefined>> = { store_true: true, store_false: false };

/** What the texts of a command line give, by target. Mirrors the plain cases of `ArgumentParser.parse_args`. */
export function readCommandLine(
	texts: readonly string[],
	options: readonly OptionSyntax[],
	call: LibraryCall,
): ReadonlyMap<string, Value> {
	const given = new Map<string, Value>();
	const positional = options.filter(({ flags }) => flags.length === 0);
	let at = 0;
	while (at < texts.length) {
		const text = texts[at++] as string;
		if (/^-\d|^--?$/.test(text)) return vague("arguments that are parsed");
		if (!text.startsWith("-")) {
			const option = positional.shift();
			if (option?.nargs.kind !== "none") return vague("arguments that are parsed");
			given.set(option.target, converted(text, option, call));
			continue;
		}
		const equals = text.startsWith("--") ? text.indexOf("=") : -1;
		const flag = equals < 0 ? text : text.slice(0, equals);
		const option = options.find(({ flags }) => flags.includes(flag)) ?? vague(`the argument ${flag}`);
		const constant = CONSTANTS[option.action];
		if (constant !== undefined) {
			given.set(option.target, bool(constant));
			continue;
		}
		if (option.action !== "store") return vague(`an argument that ${option.action} stores`);
		const rest = equals < 0 ? followers(texts, at) : [text.slice(equals + 1)];
		const count = countOf(option, rest);
		if (equals < 0) at += count;
		const values = rest.slice(0, count).map((each) => converted(each, option, call));
		given.set(option.target, option.nargs.kind === "none" ? (values[0] as Value) : list(values));
	}
	return given;
}

/** The texts up to the next option. */
function followers(texts: readonly string[], at: number): readonly string[] {
	const end = texts.findIndex((text, index) => index >= at && text.startsWith("-"));
	return texts.slice(at, end < 0 ? texts.length : end);
}

/** How many texts an option takes. */
function countOf({ nargs, target }: OptionSyntax, rest: readonly string[]): number {
	const least = nargs.kind === "str" && nargs.value === "*" ? 0 : 1;
	const count = nargs.kind === "none" ? 1 : nargs.kind === "int" ? nargs.value : rest.length;
	const isGreedy = nargs.kind === "str" && (nargs.value === "+" || nargs.value === "*");
	if (count === undefined || (nargs.kind === "str" && !isGreedy)) return vague(`how many values ${target} takes`);
	return rest.length < Math.max(count, least) ? vague(`too few values for ${target}`) : count;
}

function converted(text: string, { convert, choices }: OptionSyntax, { machine, args }: LibraryCall): Value {
	const value =
		convert.kind === "none" ? str(text) : machine.call(convert, syntheticArguments([str(text)], args.origin));
	if (!choices) return value;
	const isOne = machine
		.iterate(choices, args.origin)
		?.some((each) => machine.truth(machine.compare("==", each, value, args.origin), args.origin) === true);
	return isOne ? value : vague("an argument that may not be one of its choices");
}
