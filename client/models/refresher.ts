export interface Refresher {
	/** Asks, or asks again once the question under way is answered. */
	refresh(): void;
	stop(): void;
}

/** One question at a time. An answer that was overtaken by a further `refresh` is dropped, and so is a failure. */
export function createRefresher<Answer>(ask: () => Promise<Answer>, take: (answer: Answer) => void): Refresher {
	let wanted = 0;
	let asking = false;
	let stopped = false;

	async function run(): Promise<void> {
		asking = true;
		for (let answered = -1; answered !== wanted && !stopped; ) {
			answered = wanted;
			const answer = await ask().then(
				(value) => ({ value }),
				() => undefined,
			);
			if (answer && answered === wanted && !stopped) take(answer.value);
		}
		asking = false;
	}

	return {
		refresh: () => {
			wanted++;
			if (!asking && !stopped) void run();
		},
		stop: () => {
			stopped = true;
		},
	};
}
