module.exports = {
	require: ["tsx/cjs", "test/e2e/support/hooks.ts"],
	spec: ["test/e2e/*.spec.ts"],
	timeout: 90000,
	slow: 20000,
};
