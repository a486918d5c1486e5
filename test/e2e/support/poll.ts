import { setTimeout as sleep } from "node:timers/promises";

/** Asks until there is an answer: neither undefined nor false. */
export async function poll<T>(
	what: string,
	ask: () => Promise<T> | T,
	limit = 40_000,
): Promise<Exclude<T, undefined | false>> {
	const end = Date.now() + limit;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
		if (Date.now() > end) throw new Error(`in vain: ${what}`);
		await sleep(100);
	}
}
