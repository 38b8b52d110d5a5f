" ALE asks which of the fixes it is to be, also when there is but one.
let g:kind = 'E'
let g:saves = 0
let g:Fix = {-> [feedkeys("1\<CR>", 't'), execute('ALECodeAction')]}
