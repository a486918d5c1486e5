import type { Core, Handler } from "./core";
import { predictedException } from "./exceptions";
import { Raised } from "./signals";

/**
 * Where an exception gets to, from the innermost `try` outwards: the handler that takes it, and the class that it has
 * there, or at the end of the program when nothing takes it.
 */
export function wayOut(
	handlers: readonly Handler[],
	exception: string,
	bases: readonly string[] = [],
): { readonly handler: Handler | undefined; readonly exception: string } {
	let names = [exception, ...bases];
	for (let index = handlers.length - 1; index >= 0; index -= 1) {
		const handler = handlers[index] as Handler;
		const own = names[0] as string;
		if (names.some((name) => handler.takes(name))) return { handler, exception: own };
		const renamed = handler.renames?.(own) ?? own;
		if (renamed !== own) names = [renamed];
	}
	return { handler: undefined, exception: names[0] as string };
}

/** Runs code of a library that raises exceptions of other classes in place of those that leave it. */
export function renaming<T>(renames: (exception: string) => string, run: () => T, core: Core): T {
	const handler: Handler = { takes: () => false, renames, maybeRaised: undefined };
	core.handlers.push(handler);
	try {
		return run();
	} catch (signal) {
		if (!(signal instanceof Raised)) throw signal;
		const exception = renames(signal.exception);
		if (exception === signal.exception) throw signal;
		const problem = signal.problem && { ...signal.problem, exception };
		throw new Raised(exception, predictedException(exception, core), problem);
	} finally {
		core.handlers.splice(core.handlers.lastIndexOf(handler), 1);
	}
}
