;;; Emitted Wasm of the rows in `sem/atomic.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.
;; 0f c0 c8
;; f0 66 0f c1 4d 10
;; 0f c1 c8
;; f0 48 0f c1 4d 10
;; f0 0f b0 6d 10
;; 66 0f b1 c8
;; f0 0f b1 4d 10
;; 48 0f b1 c8
;; f0 0f c7 4c ce 10
;; f0 48 0f c7 4d 10
;; f0 83 07 01
;; f0 48 0f b1 0f
;; 0f b1 c8
;; f0 48 0f c1 07
;; f0 0f ba 2f 05
;; f0 f6 17
;; f0 48 ff 07
;; f0 48 19 07
;; f0 f7 1f
;; f0 0f c7 0f
;; f0 48 0f c7 0f
