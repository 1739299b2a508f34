;;; Emitted Wasm of the rows in `sem/x87.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.
;; 9b
;; da 45 10
;; d8 64 ce 10
;; dc 6d 10
;; d8 f2
;; d8 55 10
;; dc d2
;; d8 da
;; de d9
;; da e9
;; d9 44 ce 10
;; df 65 10
;; dd da
;; db 5c ce 10
;; dd ca
;; d9 e0
;; d9 f8
;; d9 f2
;; dd c2
;; dd 7d 10
;; df e0
;; db f2
;; df f2
;; db ea
;; df ea
;; da c2
;; da ca
;; da d2
;; da da
;; db c2
;; 0f ae 45 10
;; 48 0f ae 44 ce 10
;; 0f ae 4c ce 10
;; 48 0f ae 4d 10
;; db 2f
;; db 3f
;; db 07
;; de c1
;; d9 c9
;; df e9
;; d9 2f
;; 0f ae 07
;; 0f ae 0f
