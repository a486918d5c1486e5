/** Makes the buttons of a table one tab stop, with arrow keys between them. */
export function roam(table: HTMLElement): { refresh(): void } {
	const buttons = (): readonly HTMLElement[] => [...table.querySelectorAll<HTMLElement>("button.layer")];
	let at = 0;
	const set = (index: number): void => {
		const all = buttons();
		at = Math.max(0, Math.min(index, all.length - 1));
		for (const [place, button] of all.entries()) button.tabIndex = place === at ? 0 : -1;
	};
	table.addEventListener("keydown", (event) => {
		const all = buttons();
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1, PageDown: at + 10, PageUp: at - 10 }[
			event.key
		];
		if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		set(to);
		all[at]?.focus();
	});
	table.addEventListener("focusin", ({ target }) => {
		const index = buttons().indexOf(target as HTMLElement);
		if (index >= 0) set(index);
	});
	return { refresh: () => set(at) };
}
