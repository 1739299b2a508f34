;;; Emitted Wasm of the rows in `sem/control.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.
;; e9 3b 00 00 00
;; eb 3e
;; ff 65 10
;; 70 3e
;; 7a 3e
;; 0f 84 3a 00 00 00
;; 67 e3 3d
;; e3 3e
;; 67 e0 3d
;; 67 e1 3d
;; 67 e2 3d
;; e8 3b 00 00 00
;; ff d0
;; c2 34 12
;; c3
;; 66 c9
;; c9
;; c8 34 12 00
;; cc
;; f1
;; cd 05
;; 0f 0b
;; 0f b9 45 10
;; 66 0f ff c1
;; eb 1e
;; ff e0
;; ff 27
;; e8 1b 00 00 00
;; ff 15 20 00 00 00
;; c2 08 00
;; e3 0e
;; e2 0e
