let g:kind = 'W'
let g:saves = 1
let g:Fix = {-> execute('ALEFix')}
