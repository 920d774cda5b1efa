;;; emacs.el --- Run by editors.mjs inside a headless Emacs, after the settings of docs/editors.md  -*- lexical-binding: t -*-
;; Opens the file named in the environment, waits for diagnostics and writes their lines as JSON.
(require 'eglot)
(require 'flymake)
(require 'json)
(setq eglot-sync-connect 20)

(defun asterisk-conf-test-lines ()
  "Lines of the diagnostics of the buffer, from 0."
  (mapcar (lambda (it) (1- (line-number-at-pos (flymake-diagnostic-beg it)))) (flymake-diagnostics)))

(defun asterisk-conf-test-wait (test)
  "Wait until TEST answers non-nil, at most 20 seconds."
  (let ((end (+ (float-time) 20)) answer)
    (while (and (not (setq answer (funcall test))) (< (float-time) end))
      (accept-process-output nil 0.1)
      (flymake-start))
    answer))

(let (result)
  (condition-case problem
      (with-current-buffer (find-file-noselect (getenv "FILE"))
        ;; `eglot-ensure' waits for the next command, which never comes without a screen.
        (apply #'eglot--connect (eglot--guess-contact))
        (asterisk-conf-test-wait #'flymake-diagnostics)
        (push `(first . ,(vconcat (asterisk-conf-test-lines))) result)
        (goto-char (point-min))
        (forward-line 2)
        (delete-region (line-beginning-position) (line-end-position))
        (insert "secret=Vq7_mTz2-LwK9xRb4NcE")
        (eglot--signal-textDocument/didChange)
        (push `(mended . ,(if (asterisk-conf-test-wait (lambda () (not (memq 2 (asterisk-conf-test-lines)))))
                              t
                            :json-false))
              result))
    (error (setq result `((error . ,(error-message-string problem))))))
  (with-temp-file (getenv "ANSWER") (insert (json-encode result))))
(kill-emacs 0)
