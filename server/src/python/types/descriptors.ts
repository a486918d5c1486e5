import { NONE } from "../../domain";
import type { TypeModel } from "../../interpreter/api";

/** `@name.setter` of a property gives a property that has both. */
export const DescriptorType: TypeModel = {
	handles: (value) => value.kind === "descriptor",
	attribute: (self, name) => {
		if (self.kind !== "descriptor") return undefined;
		if (name === "fget" || name === "__func__" || name === "func") return self.func;
		return name === "fset" ? (self.setter ?? NONE) : undefined;
	},
	methods: {
		setter: (self, call) => {
			const setter = call.args.positional[0]?.value;
			return self.kind === "descriptor" ? { ...self, setter } : self;
		},
		getter: (self, call) => {
			const func = call.args.positional[0]?.value;
			return self.kind === "descriptor" && func ? { ...self, func } : self;
		},
		deleter: (self, call) => {
			const deleter = call.args.positional[0]?.value;
			return self.kind === "descriptor" ? { ...self, deleter } : self;
		},
	},
};
