;;; Emitted Wasm of the rows in `sem/convert.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.
;; 66 98
;; 98
;; 48 98
;; 66 99
;; 99
;; 48 99
;; 66 0f c8
;; 0f c8
;; 48 0f c8
