;;; Sits down at the editor: opens a file, reads, asks, fixes; nothing is saved.

(require 'cl-lib)

(defun eventually (what holds)
  (let ((until (+ (float-time) 60)))
    (while (not (funcall holds))
      (when (> (float-time) until) (error "never happened: %s" what))
      (accept-process-output nil 0.05))))

(defvar told nil "What the server has told last: how many findings.")
(cl-defmethod eglot-handle-notification :after
  (_server (_method (eql textDocument/publishDiagnostics)) &key diagnostics &allow-other-keys)
  (setq told (length diagnostics)))

(defun finding () (car (flymake-diagnostics)))

(find-file "cache.cpp")
(run-hooks 'post-command-hook)          ; nobody types, so nobody else does
(eventually "the server" (lambda () (and (eglot-current-server) eglot--managed-mode)))
(flymake-start)
(eventually "the finding" #'finding)

(let* ((it (finding)) (begin (flymake-diagnostic-beg it)))
  (cl-assert (string-search "erasing from 'cache' invalidates the iterator" (flymake-diagnostic-text it)) t)
  (cl-assert (equal (buffer-substring begin (flymake-diagnostic-end it)) "cache.erase(it)") t)
  (cl-assert (eq (flymake-diagnostic-type it) 'eglot-error) t)
  (goto-char begin))

(let ((said (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                             (eglot--TextDocumentPositionParams))))
  (cl-assert (string-search "Erasing an element invalidates" (plist-get (plist-get said :contents) :value)) t))

(eglot-code-actions (point) (point) "quickfix" t)
(let ((wanted (with-temp-buffer (insert-file-contents "fixed.cpp") (buffer-string))))
  (cl-assert (equal (buffer-string) wanted) t))
(setq told nil)
(eglot--signal-textDocument/didChange)  ; nobody is idle here
(eventually "a word on the fixed text" (lambda () told))
(cl-assert (and (equal told 0) (not (finding))) t)
(cl-assert (buffer-modified-p))
(eglot-shutdown (eglot-current-server))
