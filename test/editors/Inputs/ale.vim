" Sits down at the editor. Of what kind the finding is, how it is fixed, and whether the file must be saved
" to be looked at, the file before this one says.

function! Eventually(what, Holds) abort
  for i in range(1200)
    if a:Holds()
      return
    endif
    sleep 50m
  endfor
  throw 'never happened: ' . a:what
endfunction

function! Check(holds, what) abort
  if !a:holds
    throw 'not so: ' . string(a:what)
  endif
endfunction

try
  edit cache.cpp
  call Eventually('the finding', {-> len(getloclist(0)) == 1})
  let s:found = getloclist(0)[0]
  call Check(s:found.lnum == 6 && s:found.text =~# 'erasing from ''cache'' invalidates', s:found)
  call Check(s:found.text =~# 'map-erase-while-iterating', s:found)
  call Check(s:found.type ==# g:kind, s:found)
  call cursor(6, s:found.col)
  call g:Fix()
  call Eventually('the fix', {-> search('erase(it)', 'nw') == 0})
  call Check(getline(1, '$') == readfile('fixed.cpp'), getline(1, '$'))
  if g:saves
    write
  else
    doautocmd TextChanged " nobody types, so nobody else says it
  endif
  call Eventually('no findings in the fixed text', {-> empty(getloclist(0))})
  call Check(&modified == !g:saves, 'modified')
catch
  call writefile([v:exception . ' at ' . v:throwpoint], 'why')
  cquit
endtry
qall!
