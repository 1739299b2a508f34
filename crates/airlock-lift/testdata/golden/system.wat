;;; Emitted Wasm of the rows in `sem/system.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.
;; 66 9c
;; 9c
;; 66 9d
;; 9d
;; 9f
;; 9e
;; f5
;; f8
;; f9
;; fc
;; fd
;; 66 90
;; 0f 1a c8
;; 0f 18 45 10
;; f3 0f 1e c8
;; f3 48 0f 1e c8
;; 0f ae f0
;; 0f ae f2
;; 0f ae f4
;; 0f ae e8
;; 0f ae ed
;; 0f ae fa
;; 0f a2
;; 0f 01 f9
;; 0f 31
;; 0f 05
;; f4
;; 0f 01 f8
;; 0f 08
;; 6c
;; e4 05
;; ec
;; 66 0f 00 d0
;; 48 0f 00 5c ce 10
;; 48 0f 01 f0
;; 66 0f 00 44 ce 10
;; 66 0f 00 c8
;; 0f 01 45 10
;; 0f 0b
;; cc
