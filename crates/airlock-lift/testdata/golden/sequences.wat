;;; Emitted Wasm of several instructions together: flags that are read, fused comparisons, values kept in locals.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.
;; 01 c8 72 1e
;; 48 29 c8 7c 1e
;; 48 39 f7 73 1e
;; 39 f7 7e 1e
;; 3c 41 75 1e
;; 66 83 3f 00 0f 95 c0
;; 48 85 ff 74 1e
;; 85 c0 0f 9e c1
;; f6 c1 40 7b 1e
;; 83 e0 0f 78 1e
;; ff c9 75 1e
;; 48 f7 d8 48 19 c9
;; 48 01 c8 48 11 da
;; 48 29 c8 48 19 da
;; 48 39 f7 48 0f 4f c2
;; 48 39 f7 0f 94 c0 0f b6 c0
;; 48 0f a3 c8 72 1e
;; c1 e0 03 72 1e
;; 48 d3 e8 74 1e
;; 0f af c1 70 1e
;; 48 f7 e1 70 1e
;; 48 01 c8 70 1e
;; 00 c8 9c
;; 48 29 c8 9f
;; 48 d3 e0 9c
;; 66 0f 2e c1 77 1e
;; 66 0f 2e c1 76 1e
;; 66 0f 2e c1 75 1e
;; 0f 2e c1 7a 1e
;; 66 0f 2f c1 0f 93 c0
;; 48 8b 07 48 83 c0 01 48 89 07
;; 55 48 89 e5 48 83 ec 20 c9
;; 53 41 54 41 5c 5b
;; 48 63 c7 48 8d 04 86 8b 00
;; 31 c0 8a 07 8a 26
;; 99 f7 f9
;; 31 d2 48 f7 f1
;; 48 99 48 f7 f9
;; 66 0f ef c0 f2 0f 2a c7 f2 0f 59 c1 f2 0f 2c c0
;; 66 0f 74 c1 66 0f d7 c0 0f bc c0
;; b8 3c 00 00 00 31 ff 0f 05
;; 83 ff 03 77 1e ff 24 fd 00 08 40 00
;; dd 07 dc 06 dd 1f
;; ff ff ff
