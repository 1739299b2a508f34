;;; Emitted Wasm of the rows in `sem/sse_int.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 66 0f fc c1  paddb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f fd 45 10  paddw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f fe c1  paddd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i32x4.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f d4 45 10  paddq xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i64x2.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f f8 c1  psubb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.sub
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f f9 44 ce 10  psubw xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.sub
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f fa c1  psubd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i32x4.sub
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f fb 45 10  psubq xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i64x2.sub
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f ec c1  paddsb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.add_sat_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f ed 45 10  paddsw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.add_sat_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f dc c1  paddusb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.add_sat_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f dd 44 ce 10  paddusw xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.add_sat_u
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f e8 c1  psubsb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.sub_sat_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f e9 45 10  psubsw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.sub_sat_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f d8 c1  psubusb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.sub_sat_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f d9 45 10  psubusw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.sub_sat_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f e0 c1  pavgb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.avgr_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f e3 44 ce 10  pavgw xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.avgr_u
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 01 c1  phaddw xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.shuffle 0 1 4 5 8 9 12 13 16 17 20 21 24 25 28 29
local.get $xmm0
local.get $xmm1
i8x16.shuffle 2 3 6 7 10 11 14 15 18 19 22 23 26 27 30 31
i16x8.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 02 45 10  phaddd xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27
local.get $xmm0
local.get 10
i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31
i32x4.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 03 c1  phaddsw xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.shuffle 0 1 4 5 8 9 12 13 16 17 20 21 24 25 28 29
local.get $xmm0
local.get $xmm1
i8x16.shuffle 2 3 6 7 10 11 14 15 18 19 22 23 26 27 30 31
i16x8.add_sat_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 05 45 10  phsubw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i8x16.shuffle 0 1 4 5 8 9 12 13 16 17 20 21 24 25 28 29
local.get $xmm0
local.get 10
i8x16.shuffle 2 3 6 7 10 11 14 15 18 19 22 23 26 27 30 31
i16x8.sub
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 06 c1  phsubd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27
local.get $xmm0
local.get $xmm1
i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31
i32x4.sub
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 07 44 ce 10  phsubsw xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i8x16.shuffle 0 1 4 5 8 9 12 13 16 17 20 21 24 25 28 29
local.get $xmm0
local.get 10
i8x16.shuffle 2 3 6 7 10 11 14 15 18 19 22 23 26 27 30 31
i16x8.sub_sat_s
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f f6 c1  psadbw xmm0, xmm1
(local i64 v128 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.sub_sat_u
local.get $xmm1
local.get $xmm0
i8x16.sub_sat_u
v128.or
i16x8.extadd_pairwise_i8x16_u
i32x4.extadd_pairwise_i16x8_u
local.tee 10
local.get 10
i32.const 32
i64x2.shr_u
i64x2.add
v128.const i32x4 0x0000ffff 0x00000000 0x0000ffff 0x00000000
v128.and
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 42 45 10 05  mpsadbw xmm0, [rbp+0x10], 5
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.shuffle 4 16 5 16 6 16 7 16 8 16 9 16 10 16 11 16
local.get 10
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.shuffle 4 16 4 16 4 16 4 16 4 16 4 16 4 16 4 16
i16x8.sub
i16x8.abs
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.shuffle 5 16 6 16 7 16 8 16 9 16 10 16 11 16 12 16
local.get 10
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.shuffle 5 16 5 16 5 16 5 16 5 16 5 16 5 16 5 16
i16x8.sub
i16x8.abs
i16x8.add
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.shuffle 6 16 7 16 8 16 9 16 10 16 11 16 12 16 13 16
local.get 10
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.shuffle 6 16 6 16 6 16 6 16 6 16 6 16 6 16 6 16
i16x8.sub
i16x8.abs
i16x8.add
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.shuffle 7 16 8 16 9 16 10 16 11 16 12 16 13 16 14 16
local.get 10
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.shuffle 7 16 7 16 7 16 7 16 7 16 7 16 7 16 7 16
i16x8.sub
i16x8.abs
i16x8.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 41 c1  phminposuw xmm0, xmm1
(local i64 v128 v128 i64 i32 i64 v128 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
local.get $xmm1
i32x4.extend_low_i16x8_u
i32.const 16
i32x4.shl
v128.const i32x4 0x00000000 0x00000001 0x00000002 0x00000003
v128.or
local.get $xmm1
i32x4.extend_high_i16x8_u
i32.const 16
i32x4.shl
v128.const i32x4 0x00000004 0x00000005 0x00000006 0x00000007
v128.or
i32x4.min_u
local.tee 10
local.get 10
local.get 10
i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
i32x4.min_u
local.tee 11
local.get 11
local.get 11
i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11
i32x4.min_u
i32x4.extract_lane 0
i32.const 16
i32.rotl
i32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f d5 45 10  pmullw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.mul
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 40 c1  pmulld xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i32x4.mul
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f f5 44 ce 10  pmaddwd xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i32x4.dot_i16x8_s
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 04 c1  pmaddubsw xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
v128.const i32x4 0x00ff00ff 0x00ff00ff 0x00ff00ff 0x00ff00ff
v128.and
local.get $xmm1
i32.const 8
i16x8.shl
i32.const 8
i16x8.shr_s
i16x8.mul
local.get $xmm0
i32.const 8
i16x8.shr_u
local.get $xmm1
i32.const 8
i16x8.shr_s
i16x8.mul
i16x8.add_sat_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f e5 45 10  pmulhw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i32x4.extmul_low_i16x8_s
i32.const 16
i32x4.shr_s
local.get $xmm0
local.get 10
i32x4.extmul_high_i16x8_s
i32.const 16
i32x4.shr_s
i16x8.narrow_i32x4_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f e4 c1  pmulhuw xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i32x4.extmul_low_i16x8_u
i32.const 16
i32x4.shr_u
local.get $xmm0
local.get $xmm1
i32x4.extmul_high_i16x8_u
i32.const 16
i32x4.shr_u
i16x8.narrow_i32x4_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 0b 45 10  pmulhrsw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.q15mulr_sat_s
local.get $xmm0
local.get 10
i16x8.eq
local.get $xmm0
v128.const i32x4 0x80008000 0x80008000 0x80008000 0x80008000
i16x8.eq
v128.and
v128.xor
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f f4 c1  pmuludq xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm0
i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 8 9 10 11
local.get $xmm1
local.get $xmm1
i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 8 9 10 11
i64x2.extmul_low_i32x4_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 28 44 ce 10  pmuldq xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm0
i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 8 9 10 11
local.get 10
local.get 10
i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 8 9 10 11
i64x2.extmul_low_i32x4_s
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 38 c1  pminsb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.min_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f ea 45 10  pminsw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.min_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 39 c1  pminsd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i32x4.min_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f da 45 10  pminub xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i8x16.min_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 3a c1  pminuw xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i16x8.min_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 3b 44 ce 10  pminud xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i32x4.min_u
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 3c c1  pmaxsb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.max_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f ee 45 10  pmaxsw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.max_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 3d c1  pmaxsd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i32x4.max_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f de 45 10  pmaxub xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i8x16.max_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 3e c1  pmaxuw xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i16x8.max_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 3f 44 ce 10  pmaxud xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i32x4.max_u
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 1c c1  pabsb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
i8x16.abs
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 1d 45 10  pabsw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get 10
i16x8.abs
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 1e c1  pabsd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
i32x4.abs
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 08 45 10  psignb xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.lt_s
local.tee 11
v128.xor
local.get 11
i8x16.sub
local.get 10
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.eq
v128.andnot
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 09 c1  psignw xmm0, xmm1
(local i64 v128 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i16x8.lt_s
local.tee 10
v128.xor
local.get 10
i16x8.sub
local.get $xmm1
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i16x8.eq
v128.andnot
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 0a 44 ce 10  psignd xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i32x4.lt_s
local.tee 11
v128.xor
local.get 11
i32x4.sub
local.get 10
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i32x4.eq
v128.andnot
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 74 c1  pcmpeqb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.eq
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 75 45 10  pcmpeqw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.eq
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 76 c1  pcmpeqd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i32x4.eq
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 29 45 10  pcmpeqq xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i64x2.eq
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 64 c1  pcmpgtb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.gt_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 65 44 ce 10  pcmpgtw xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.gt_s
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 66 c1  pcmpgtd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i32x4.gt_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 37 45 10  pcmpgtq xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i64x2.gt_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 17 c1  ptest xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f db 45 10  pand xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
v128.and
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f eb c1  por xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
v128.or
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f ef 44 ce 10  pxor xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
v128.xor
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f df c1  pandn xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
local.get $xmm0
v128.andnot
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 71 f0 05  psllw xmm0, 5
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
i32.const 5
i16x8.shl
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 72 f0 05  pslld xmm0, 5
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
i32.const 5
i32x4.shl
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 73 f0 05  psllq xmm0, 5
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
i32.const 5
i64x2.shl
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 71 d0 05  psrlw xmm0, 5
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
i32.const 5
i16x8.shr_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 72 d0 05  psrld xmm0, 5
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
i32.const 5
i32x4.shr_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 73 d0 05  psrlq xmm0, 5
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
i32.const 5
i64x2.shr_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 71 e0 05  psraw xmm0, 5
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
i32.const 5
i16x8.shr_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 72 e0 05  psrad xmm0, 5
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
i32.const 5
i32x4.shr_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 63 45 10  packsswb xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i8x16.narrow_i16x8_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 67 c1  packuswb xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i8x16.narrow_i16x8_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 6b 44 ce 10  packssdw xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm0
local.set $xmm0
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 10
i16x8.narrow_i32x4_s
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 2b c1  packusdw xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i16x8.narrow_i32x4_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 20 45 10  pmovsxbw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
v128.load64_zero offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get 10
i16x8.extend_low_i8x16_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 23 c1  pmovsxwd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
i32x4.extend_low_i16x8_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 25 45 10  pmovsxdq xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
v128.load64_zero offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get 10
i64x2.extend_low_i32x4_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 21 c1  pmovsxbd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
i16x8.extend_low_i8x16_s
i32x4.extend_low_i16x8_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 24 44 ce 10  pmovsxwq xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load32_zero offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get 10
i32x4.extend_low_i16x8_s
i64x2.extend_low_i32x4_s
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 22 c1  pmovsxbq xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
i16x8.extend_low_i8x16_s
i32x4.extend_low_i16x8_s
i64x2.extend_low_i32x4_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 30 45 10  pmovzxbw xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
v128.load64_zero offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get 10
i16x8.extend_low_i8x16_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 33 c1  pmovzxwd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
i32x4.extend_low_i16x8_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 35 45 10  pmovzxdq xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
v128.load64_zero offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get 10
i64x2.extend_low_i32x4_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 31 c1  pmovzxbd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
i16x8.extend_low_i8x16_u
i32x4.extend_low_i16x8_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 34 44 ce 10  pmovzxwq xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
v128.load32_zero offset=16 align=1
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get 10
i32x4.extend_low_i16x8_u
i64x2.extend_low_i32x4_u
local.set $xmm0
local.set $rsp
local.get $rsi
global.set $rsi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 32 c1  pmovzxbq xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
i16x8.extend_low_i8x16_u
i32x4.extend_low_i16x8_u
i64x2.extend_low_i32x4_u
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 63 45 10 05  pcmpistri xmm0, [rbp+0x10], 5
(local i64 i64 i64 v128 i64 i32 i32 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 13
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 12
local.get 12
local.get $xmm0
local.get 13
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i16x8.eq
i16x8.bitmask
i32.const 256
i32.or
local.tee 10
i32.const -1
i32.add
local.get 10
i32.const -1
i32.xor
i32.and
local.get 13
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i16x8.eq
i16x8.bitmask
i32.const 256
i32.or
local.tee 11
i32.const -1
i32.add
local.get 11
i32.const -1
i32.xor
i32.and
call $ranges_unsigned_16
i32.const 256
i32.or
i32.ctz
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 62 c1 05  pcmpistrm xmm0, xmm1, 5
(local i64 v128 v128 i64 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get $rsp
i64.const 8
i64.add
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
local.get $xmm0
local.get $xmm1
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i16x8.eq
i16x8.bitmask
i32.const 256
i32.or
local.tee 9
i32.const -1
i32.add
local.get 9
i32.const -1
i32.xor
i32.and
local.get $xmm1
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i16x8.eq
i16x8.bitmask
i32.const 256
i32.or
local.tee 10
i32.const -1
i32.add
local.get 10
i32.const -1
i32.xor
i32.and
call $ranges_unsigned_16
i32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 61 45 10 05  pcmpestri xmm0, [rbp+0x10], 5
(local i64 i64 i64 v128 i64 i32 i64 i64 i64 i64 i64 v128)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
global.get $xmm0
local.set $xmm0
local.get $rbp
i32.wrap_i64
v128.load offset=16 align=1
local.set 15
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
local.get $xmm0
local.get 15
i32.const 1
i64.const 0
local.get $rax
i32.wrap_i64
i64.extend_i32_s
local.tee 11
i64.sub
local.get 11
local.get 11
i64.const 0
i64.lt_s
select
local.tee 12
i64.const 8
local.get 12
i64.const 8
i64.lt_u
select
i32.wrap_i64
i32.shl
i32.const -1
i32.add
i32.const 1
i64.const 0
local.get $rdx
i32.wrap_i64
i64.extend_i32_s
local.tee 13
i64.sub
local.get 13
local.get 13
i64.const 0
i64.lt_s
select
local.tee 14
i64.const 8
local.get 14
i64.const 8
i64.lt_u
select
i32.wrap_i64
i32.shl
i32.const -1
i32.add
call $ranges_unsigned_16
i32.const 256
i32.or
i32.ctz
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 38 f0 44 ce 10  crc32 eax, byte ptr [rsi+rcx*8+0x10]
(local i64 i64 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
i32.load8_u offset=16
local.set 8
local.get $rax
local.get 8
i64.extend_i32_u
i64.const 1
call $crc32
local.set 9
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
local.get 9
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 66 f2 0f 38 f1 c1  crc32 eax, cx
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rax
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
i64.extend_i32_u
i64.const 2
call $crc32
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 38 f1 45 10  crc32 eax, dword ptr [rbp+0x10]
(local i64 i64 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
i32.load offset=16 align=1
local.set 8
local.get $rax
local.get 8
i64.extend_i32_u
i64.const 4
call $crc32
local.set 9
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
local.get 9
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; f2 48 0f 38 f1 c1  crc32 rax, rcx
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rax
local.get $rcx
i64.const 8
call $crc32
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f ef c0  pxor xmm0, xmm0
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 70 c1 1b  pshufd xmm0, xmm1, 0x1b
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
local.get $xmm1
i8x16.shuffle 12 13 14 15 8 9 10 11 4 5 6 7 0 1 2 3
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 00 07  pshufb xmm0, [rdi]
(local i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rdi
i32.wrap_i64
v128.load align=1
local.set 9
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 9
v128.const i32x4 0x8f8f8f8f 0x8f8f8f8f 0x8f8f8f8f 0x8f8f8f8f
v128.and
i8x16.swizzle
local.set $xmm0
local.set $rsp
local.get $rdi
global.set $rdi
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 73 d8 04  psrldq xmm0, 4
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.shuffle 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f f3 c1  psllq xmm0, xmm1
(local i64 v128 v128 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i64x2.extract_lane 0
local.tee 10
i32.wrap_i64
i64x2.shl
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
local.get 10
i64.const 64
i64.lt_u
select
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f f5 c1  pmaddwd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i32x4.dot_i16x8_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 63 c1 3a  pcmpistri xmm0, xmm1, 0x3a
(local i64 i64 v128 v128 i64 i32 i32 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 14
local.get 14
local.get $xmm0
local.get $xmm1
i8x16.eq
i8x16.bitmask
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.eq
i8x16.bitmask
i32.const 65536
i32.or
local.tee 10
i32.const -1
i32.add
local.get 10
i32.const -1
i32.xor
i32.and
local.tee 11
local.get $xmm1
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.eq
i8x16.bitmask
i32.const 65536
i32.or
local.tee 12
i32.const -1
i32.add
local.get 12
i32.const -1
i32.xor
i32.and
local.tee 13
i32.and
i32.and
local.get 11
local.get 13
i32.or
i32.const 65535
i32.xor
i32.or
local.get 13
i32.xor
i32.const 65536
i32.or
i32.ctz
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 60 c1 44  pcmpestrm xmm0, xmm1, 0x44
(local i64 v128 v128 i64 i32 i64 i64 i64 i64 i64 v128)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get $xmm1
i32.const 1
i64.const 0
local.get $rax
i32.wrap_i64
i64.extend_i32_s
local.tee 10
i64.sub
local.get 10
local.get 10
i64.const 0
i64.lt_s
select
local.tee 11
i64.const 16
local.get 11
i64.const 16
i64.lt_u
select
i32.wrap_i64
i32.shl
i32.const -1
i32.add
i32.const 1
i64.const 0
local.get $rdx
i32.wrap_i64
i64.extend_i32_s
local.tee 12
i64.sub
local.get 12
local.get 12
i64.const 0
i64.lt_s
select
local.tee 13
i64.const 16
local.get 13
i64.const 16
i64.lt_u
select
i32.wrap_i64
i32.shl
i32.const -1
i32.add
call $ranges_unsigned_8
i16x8.splat
local.tee 14
local.get 14
i8x16.shuffle 0 0 0 0 0 0 0 0 1 1 1 1 1 1 1 1
v128.const i32x4 0x08040201 0x80402010 0x08040201 0x80402010
v128.and
v128.const i32x4 0x08040201 0x80402010 0x08040201 0x80402010
i8x16.eq
local.set $xmm0
local.set $rsp
local.get $rdx
global.set $rdx
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 38 f0 c1  crc32 eax, cl
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rax
local.get $rcx
i32.wrap_i64
i32.const 255
i32.and
i64.extend_i32_u
i64.const 1
call $crc32
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 0f c1 05  palignr xmm0, xmm1, 5
(local i64 v128 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.get $xmm1
local.get $xmm0
i8x16.shuffle 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable
