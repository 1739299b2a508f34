;;; Emitted Wasm of the rows in `sem/string.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.
;; f3 a4
;; 66 a5
;; f3 a5
;; 48 a5
;; f3 aa
;; 66 ab
;; f3 ab
;; 48 ab
;; f3 ac
;; 66 ad
;; f3 ad
;; 48 ad
;; f3 a6
;; 66 a7
;; f3 a7
;; 48 a7
;; f3 ae
;; 66 af
;; f3 af
;; 48 af
;; f3 48 ab
;; f2 ae
;; ad
