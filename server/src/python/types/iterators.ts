import { NONE, type Value } from "../../domain";
import {
	drawNext,
	originOfItems,
	Raised,
	raise,
	raisedBy,
	raiseInside,
	type TypeModel,
	vague,
} from "../../interpreter/api";

const ended = (item: Value | undefined): Value =>
	item ?? raise({ code: "python-error", exception: "StopIteration", message: "the iterator has ended" });

/** Iterators, generators included; those over a library's own objects are the library's. */
export const IteratorType: TypeModel = {
	handles: (value) => value.kind === "iterator" && originOfItems(value)?.of === undefined,
	methods: {
		__next__: (self, { machine }) => (self.kind === "iterator" ? ended(drawNext(self, machine)) : self),
		__iter__: (self) => self,
		send: (self, { machine, args }) =>
			self.kind === "iterator" ? ended(drawNext(self, machine, args.positional[0]?.value)) : self,
		throw: (self, { machine, args }) => {
			const exception = args.positional[0]?.value ?? vague("an exception that is not known");
			return self.kind === "iterator" ? ended(raiseInside(self, raisedBy(exception, machine), machine)) : self;
		},
		close: (self, { machine }) => {
			try {
				if (self.kind === "iterator") raiseInside(self, new Raised("GeneratorExit"), machine);
			} catch (signal) {
				if (!(signal instanceof Raised) || signal.exception !== "GeneratorExit") throw signal;
			}
			return NONE;
		},
	},
};
