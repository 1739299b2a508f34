;;; Emitted Wasm of the rows in `sem/sse_fp.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.
;; 0f 58 c1
;; 66 0f 58 45 10
;; f3 0f 58 c1
;; f2 0f 58 45 10
;; 0f 5c c1
;; 66 0f 5c 44 ce 10
;; f3 0f 5c c1
;; f2 0f 5c 45 10
;; 0f 59 c1
;; 66 0f 59 45 10
;; f3 0f 59 c1
;; f2 0f 59 44 ce 10
;; 0f 5e c1
;; 66 0f 5e 45 10
;; f3 0f 5e c1
;; f2 0f 5e 45 10
;; 0f 5d c1
;; 66 0f 5d 44 ce 10
;; f3 0f 5d c1
;; f2 0f 5d 45 10
;; 0f 5f c1
;; 66 0f 5f 45 10
;; f3 0f 5f c1
;; f2 0f 5f 44 ce 10
;; 0f 51 c1
;; 66 0f 51 45 10
;; f3 0f 51 c1
;; f2 0f 51 45 10
;; 0f 53 c1
;; f3 0f 53 44 ce 10
;; 0f 52 c1
;; f3 0f 52 45 10
;; f2 0f 7c c1
;; 66 0f 7c 45 10
;; f2 0f 7d c1
;; 66 0f 7d 44 ce 10
;; f2 0f d0 c1
;; 66 0f d0 45 10
;; 66 0f 3a 40 c1 05
;; 66 0f 3a 41 45 10 05
;; 0f c2 c1 05
;; 66 0f c2 44 ce 10 05
;; 0f 2e c1
;; 66 0f 2e 45 10
;; 66 0f 3a 08 c1 05
;; 66 0f 3a 09 45 10 05
;; 66 0f 3a 0a c1 05
;; 66 0f 3a 0b 44 ce 10 05
;; f3 0f 2a c1
;; f3 48 0f 2a 45 10
;; f2 0f 2a c1
;; f2 48 0f 2a 45 10
;; 0f 5b c1
;; f3 0f e6 44 ce 10
;; f3 0f 2c c1
;; f3 48 0f 2c 45 10
;; f3 0f 2d c1
;; f3 48 0f 2d 45 10
;; f2 0f 2c c1
;; f2 48 0f 2c 44 ce 10
;; f2 0f 2d c1
;; f2 48 0f 2d 45 10
;; f3 0f 5b c1
;; 66 0f 5b 45 10
;; 66 0f e6 c1
;; f2 0f e6 44 ce 10
;; 0f 5a c1
;; 66 0f 5a 45 10
;; f3 0f 5a c1
;; f2 0f 5a 45 10
;; f2 0f 58 c1
;; f2 0f 59 07
;; f2 0f 5d c1
;; 0f 5f 07
;; f3 0f 51 c0
;; f2 48 0f 2c c0
;; f2 48 0f 2a c0
;; f2 0f c2 c1 01
;; 0f c2 c1 03
;; 66 0f 3a 0b c1 09
;; 66 0f 2e 07
