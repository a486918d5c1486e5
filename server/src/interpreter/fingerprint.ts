import { printSpec, type Snapshot } from "../domain";

/** Distinct means printing differently: the reasons behind a `None` do not make a second snapshot. */
export function fingerprint(snapshot: Snapshot): string {
	if (!snapshot.items) return `${snapshot.kind} ${snapshot.spec ? printSpec(snapshot.spec) : ""}`;
	return JSON.stringify(snapshot, (key, value) => (key === "why" || key === "detail" ? undefined : value));
}
