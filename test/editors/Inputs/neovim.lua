-- Sits down at the editor: opens a file, reads, asks, fixes, types; nothing is ever saved.

local patience = 60000 -- milliseconds

local function eventually(what, holds)
  assert(vim.wait(patience, holds, 20), 'never happened: ' .. what)
end

local function found()
  return vim.diagnostic.get(0)
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function the_finding_is_shown()
  eventually('the finding', function() return #found() == 1 end)
  local it = found()[1]
  assert(it.message == "erasing from 'cache' invalidates the iterator this loop goes on with", it.message)
  assert(it.source == 'maplint' and it.severity == vim.diagnostic.severity.ERROR)
  -- In bytes, which Neovim has made of the UTF-16 code units of the protocol.
  local marked = lines()[it.lnum + 1]:sub(it.col + 1, it.end_col)
  assert(marked == 'cache.erase(it)', marked)
  local told = it.user_data.lsp
  assert(told.code == 'map-erase-while-iterating', told.code)
  assert(#told.relatedInformation == 1)
  local step = told.relatedInformation[1]
  assert(step.message == "the loop over 'cache' starts here", step.message)
  assert(step.location.uri == vim.uri_from_bufnr(0) and step.location.range.start.line == 3)
  vim.api.nvim_win_set_cursor(0, { it.lnum + 1, it.col })
end

local function hovering_explains()
  vim.lsp.buf.hover()
  local window
  eventually('the window of the hover', function()
    for _, each in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(each).relative ~= '' then window = each end
    end
    return window
  end)
  local buffer = vim.api.nvim_win_get_buf(window)
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
  assert(text:find('Erasing an element invalidates the iterators to it', 1, true), text)
  vim.api.nvim_win_close(window, true)
end

local function fixing_does_what_the_command_does()
  local offered
  vim.ui.select = function(items, _, choose)
    offered = items
    choose(items[1], 1)
  end
  local before = lines()
  vim.lsp.buf.code_action()
  eventually('the fix', function() return not vim.deep_equal(lines(), before) end)
  assert(#offered == 1)
  local wanted = vim.fn.readfile('fixed.cpp')
  assert(vim.deep_equal(lines(), wanted), table.concat(lines(), '\n'))
  eventually('no findings in the fixed text', function() return #found() == 0 end)
end

local function typing_is_followed()
  vim.cmd('undo')
  the_finding_is_shown()
  vim.cmd([[%substitute/ö.*erase(it)/cache.size()/]])
  vim.cmd([[%substitute,/. gr,,]])
  eventually('no findings in what was typed', function() return #found() == 0 end)
  assert(lines()[6] == '      cache.size();', lines()[6])
end

local function nothing_was_saved()
  assert(vim.bo.modified)
  assert(#vim.tbl_filter(function(line) return line:find('erase(it)', 1, true) end,
    vim.fn.readfile('cache.cpp')) == 1)
end

local function leaving_is_clean()
  local client = vim.lsp.get_active_clients()[1]
  assert(client.name == 'maplint')
  client.stop()
  eventually('the end of the server', function() return client.is_stopped() end)
end

local ok, why = xpcall(function()
  vim.cmd('edit cache.cpp')
  the_finding_is_shown()
  hovering_explains()
  fixing_does_what_the_command_does()
  typing_is_followed()
  nothing_was_saved()
  leaving_is_clean()
end, debug.traceback)
io.stdout:write(ok and 'all is well\n' or why .. '\n')
vim.cmd(ok and 'qall!' or 'cquit 1')
