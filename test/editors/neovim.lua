-- Run by editors.mjs inside a headless Neovim, after the settings of docs/editors.md: opens the file named in the
-- environment, waits for diagnostics and writes them as JSON.
local answer, file = os.getenv('ANSWER'), os.getenv('FILE')

local function finish(result)
  local out = assert(io.open(answer, 'w'))
  out:write(vim.json.encode(result))
  out:close()
  vim.cmd('qall!')
end

vim.cmd('edit ' .. vim.fn.fnameescape(file))

local function lines()
  return vim.tbl_map(function(item) return item.lnum end, vim.diagnostic.get(0))
end
if not vim.wait(20000, function() return #lines() > 0 end, 50) then
  finish({ error = 'no diagnostics came' })
  return
end
local first = lines()
-- Mending the line must take the finding away again.
vim.api.nvim_buf_set_lines(0, 2, 3, false, { 'secret=Vq7_mTz2-LwK9xRb4NcE' })
local mended = vim.wait(20000, function() return not vim.tbl_contains(lines(), 2) end, 50)
finish({ first = first, mended = mended })
