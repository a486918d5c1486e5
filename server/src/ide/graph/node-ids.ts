/** An id for each name: safe in attributes, selectors and other languages, different from all others. */
export function nodeIds(names: readonly string[]): readonly string[] {
	const used = new Set<string>();
	return names.map((name) => {
		const base = name.replace(/[^A-Za-z0-9_.-]/g, "_") || "_";
		let id = base;
		for (let count = 2; used.has(id); count += 1) id = `${base}~${count}`;
		used.add(id);
		return id;
	});
}
