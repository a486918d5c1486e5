/** What `dump.py` says of one source. */
export type Answer = { readonly lines: readonly string[]; readonly error?: never } | { readonly error: string };

export interface Python {
	readonly version: string;
	readonly describe: (sources: readonly string[]) => Answer[];
}

export function loadNewestPython(): Promise<Python>;
export function findLocalPython(version: string): Python | undefined;
