;;; Emitted Wasm of the rows in `sem/muldiv.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.
;; f6 e0
;; 66 f7 65 10
;; f7 e0
;; 48 f7 65 10
;; f6 6d 10
;; 66 f7 e8
;; f7 6d 10
;; 48 f7 e8
;; 66 69 c1 34 12
;; 69 45 10 78 56 34 12
;; 48 69 c1 88 a9 cb ed
;; 66 6b 44 ce 10 fd
;; 6b c1 fd
;; f6 75 10
;; 66 f7 f0
;; f7 74 ce 10
;; 48 f7 f0
;; f6 f8
;; 66 f7 7c ce 10
;; f7 f8
;; 48 f7 7d 10
;; f6 e1
;; 48 6b c7 64
;; 6b 07 fd
;; f6 37
;; 66 f7 f9
;; f7 f1
;; 48 f7 3f
