-- Opens a file for two servers, and looks at what each of them says.

local function said_by(source)
  return function()
    for _, each in ipairs(vim.diagnostic.get(0)) do
      if each.source == source then return true end
    end
    return false
  end
end

local ok, why = xpcall(function()
  vim.cmd('edit cache.cpp')
  vim.lsp.buf_attach_client(0, vim.lsp.start_client({ name = 'clangd', cmd = { 'clangd' } }))
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'int unusable() { int *p = 3.0; }' })
  assert(vim.wait(60000, said_by('clang'), 20), 'clangd says nothing')
  vim.api.nvim_buf_set_lines(0, -2, -1, false, {})
  assert(vim.wait(60000, function()
    return said_by('maplint')() and not said_by('clang')()
  end, 20), 'maplint says nothing, or clangd does not stop')
  assert(#vim.lsp.get_active_clients() == 2)
end, debug.traceback)
io.stdout:write(ok and 'all is well\n' or why .. '\n')
vim.cmd(ok and 'qall!' or 'cquit 1')
