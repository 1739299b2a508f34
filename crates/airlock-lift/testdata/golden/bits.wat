;;; Emitted Wasm of the rows in `sem/bits.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.
;; 66 0f a3 c8
;; 0f a3 4d 10
;; 48 0f a3 c8
;; 66 0f ba 65 10 05
;; 0f ba e0 05
;; 66 0f ab 4d 10
;; 66 0f b3 c8
;; 66 0f ba 6d 10 05
;; 66 0f ba f0 05
;; 66 0f ba 7c ce 10 05
;; 66 0f bc c1
;; 0f bc 45 10
;; 48 0f bc c1
;; 66 f3 0f bc 44 ce 10
;; f3 0f bc c1
;; 66 0f bd 45 10
;; 0f bd c1
;; 48 0f bd 44 ce 10
;; 66 f3 0f bd c1
;; f3 0f bd 45 10
;; 66 f3 0f b8 c1
;; f3 0f b8 44 ce 10
;; f3 48 0f b8 c1
;; 0f a3 07
;; 48 0f ab 07
;; 48 0f ba f0 03
;; 48 0f bd c7
;; 66 f3 0f b8 07
;; 48 0f c8
