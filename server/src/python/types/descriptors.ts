import type { TypeModel } from "../../interpreter/api";

/** `@name.setter` of a property gives a property that has both. */
export const DescriptorType: TypeModel = {
	handles: (value) => value.kind === "descriptor",
	methods: {
		setter: (self, call) => {
			const setter = call.args.positional[0]?.value;
			return self.kind === "descriptor" ? { ...self, setter } : self;
		},
		getter: (self) => self,
		deleter: (self) => self,
	},
};
