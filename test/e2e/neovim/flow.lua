-- Run by run.ts as `nvim --clean --headless -n -c 'luafile flow.lua'`: from Neovim 0.7 on.
-- KERASPEC_CLI is the command line, KERASPEC_FILE a file with one finding that has a fix.
local failures = 0

local function say(...)
	io.stdout:write(table.concat(vim.tbl_map(tostring, { ... }), " "), "\n")
end

local function check(name, holds, seen)
	if not holds then
		failures = failures + 1
	end
	say((holds and "ok   " or "FAIL ") .. name, holds and "" or vim.inspect(seen))
end

local function until_true(condition)
	return vim.wait(20000, condition, 20)
end

local exit_code

local function start(file)
	vim.cmd("edit " .. file)
	vim.bo.filetype = "python"
	local buffer = vim.api.nvim_get_current_buf()
	local id = vim.lsp.start_client({
		name = "keraspec",
		cmd = { "node", os.getenv("KERASPEC_CLI"), "server", "--stdio" },
		root_dir = vim.fn.fnamemodify(file, ":h"),
		on_exit = function(code)
			exit_code = code
		end,
		init_options = { settings = { inlayHints = { dtypes = false } } },
		settings = { keraspec = { inlayHints = { dtypes = false } } },
	})
	vim.lsp.buf_attach_client(buffer, id)
	return buffer, vim.lsp.get_client_by_id(id)
end

local function flow()
	local buffer, client = start(os.getenv("KERASPEC_FILE"))
	check("initialized", until_true(function() return client.initialized end))
	local uri = { uri = vim.uri_from_bufnr(buffer) }
	local function diagnostics()
		return vim.diagnostic.get(buffer)
	end
	local function request(method, params)
		local answer, problem = client.request_sync(method, vim.tbl_extend("force", { textDocument = uri }, params), 20000, buffer)
		assert(answer, problem)
		assert(not answer.err, vim.inspect(answer.err))
		return answer.result
	end

	check("one finding", until_true(function() return #diagnostics() == 1 end), diagnostics())
	local finding = diagnostics()[1]
	check("its message", finding.message:find("in Keras 3 a shape is a tuple") ~= nil, finding)
	check("its source", finding.source == "keraspec", finding)
	local range = {
		start = { line = finding.lnum, character = finding.col },
		["end"] = { line = finding.end_lnum, character = finding.end_col },
	}

	local hover = request("textDocument/hover", { position = { line = 6, character = 2 } })
	check("hover", hover.contents.value:find("%(None, 10%) float32") ~= nil, hover)

	local whole = { start = { line = 0, character = 0 }, ["end"] = { line = 100, character = 0 } }
	local hints = request("textDocument/inlayHint", { range = whole })
	local text = vim.inspect(hints)
	check("inlay hints", #hints >= 4, hints)
	check("settings are heeded", not text:find("float32"), text)

	local context = { diagnostics = { finding.user_data.lsp } }
	context.diagnostics[1].range = range
	context.diagnostics[1].message = finding.message
	local actions = request("textDocument/codeAction", { range = range, context = context })
	check("code action", actions[1] ~= nil and actions[1].title:find("list%(tokens.shape%)") ~= nil, actions)
	vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
	local line = vim.api.nvim_buf_get_lines(buffer, finding.lnum, finding.lnum + 1, false)[1]
	check("the fix is applied", line == "rows = list(tokens.shape)", line)
	check("the finding goes", until_true(function() return #diagnostics() == 0 end), diagnostics())

	vim.api.nvim_buf_set_lines(buffer, 3, 4, false, { "tokens = keras.Input((None, None))" })
	check("a new one comes", until_true(function() return #diagnostics() == 1 end), diagnostics())
	check("where it is", diagnostics()[1].lnum == 6, diagnostics())

	client.stop()
	check("the server ends", until_true(function() return exit_code ~= nil end))
	check("with exit code 0", exit_code == 0, exit_code)
end

-- An error that nothing catches would leave Neovim waiting for ever.
local done, problem = xpcall(flow, debug.traceback)
if not done then
	say(problem)
	failures = failures + 1
end
vim.cmd(failures == 0 and "qa!" or "cq")
