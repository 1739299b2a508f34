;;; Emitted Wasm of the rows in `sem/sse_mov.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 0f 10 c1  movups xmm0, xmm1
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
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 6f 45 10  movdqa xmm0, [rbp+0x10]
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
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 11 c8  movups xmm0, xmm1
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
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 7f 4d 10  movdqa [rbp+0x10], xmm1
(local i64 i64 v128 i64 i32 i64)
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
global.get $xmm1
local.set $xmm1
local.get $rbp
i32.wrap_i64
local.get $xmm1
v128.store offset=16 align=1
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

;; 66 0f f7 c9  maskmovdqu xmm1, xmm1
(local i64 v128 i64 i32 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rdi
i32.wrap_i64
local.tee 8
v128.load align=1
local.set 10
local.get 8
local.get $xmm1
local.get 10
local.get $xmm1
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.lt_s
v128.bitselect
v128.store align=1
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
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 10 44 ce 10  movss xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 f32)
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
f32.load offset=16 align=1
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
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
local.get 10
f32x4.replace_lane 0
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

;; f2 0f 10 c1  movsd xmm0, xmm1
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
f64x2.extract_lane 0
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 11 4d 10  movss [rbp+0x10], xmm1
(local i64 i64 v128 i64 i32 i64)
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
global.get $xmm1
local.set $xmm1
local.get $rbp
i32.wrap_i64
local.get $xmm1
f32x4.extract_lane 0
f32.store offset=16 align=1
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

;; f2 0f 11 c8  movsd xmm0, xmm1
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
f64x2.extract_lane 0
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 6e 45 10  movd xmm0, [rbp+0x10]
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
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 7e c8  movd eax, xmm1
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $xmm1
i32x4.extract_lane 0
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; f3 0f 7e 44 ce 10  movq xmm0, [rsi+rcx*8+0x10]
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

;; 66 0f d6 c8  movq xmm0, xmm1
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
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f c3 4d 10  movnti [rbp+0x10], ecx
(local i64 i64 i64 i64 i32 i64)
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
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.store offset=16 align=1
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

;; 48 0f c3 4c ce 10  movnti [rsi+rcx*8+0x10], rcx
(local i64 i64 i64 i32 i64)
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
local.get $rcx
i64.store offset=16 align=1
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
local.set $rsp
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 0f 12 45 10  movlps xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 f64)
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
f64.load offset=16 align=1
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
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 16 45 10  movhps xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 f64)
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
f64.load offset=16 align=1
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
f64x2.replace_lane 1
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 13 4c ce 10  movlps [rsi+rcx*8+0x10], xmm1
(local i64 i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm1
local.set $xmm1
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
local.get $xmm1
f64x2.extract_lane 0
f64.store offset=16 align=1
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
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 0f 17 4d 10  movhps [rbp+0x10], xmm1
(local i64 i64 v128 i64 i32 i64)
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
global.get $xmm1
local.set $xmm1
local.get $rbp
i32.wrap_i64
local.get $xmm1
f64x2.extract_lane 1
f64.store offset=16 align=1
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

;; 0f 12 c1  movhlps xmm0, xmm1
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
i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 16 c1  movlhps xmm0, xmm1
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
i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 12 45 10  movsldup xmm0, [rbp+0x10]
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
local.get 10
i8x16.shuffle 0 1 2 3 0 1 2 3 8 9 10 11 8 9 10 11
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 16 c1  movshdup xmm0, xmm1
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
i8x16.shuffle 4 5 6 7 4 5 6 7 12 13 14 15 12 13 14 15
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 12 44 ce 10  movddup xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 f64)
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
f64.load offset=16 align=1
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
f64x2.splat
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

;; 66 0f 60 c1  punpcklbw xmm0, xmm1
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
i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 68 45 10  punpckhbw xmm0, [rbp+0x10]
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
i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 61 c1  punpcklwd xmm0, xmm1
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
i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 69 45 10  punpckhwd xmm0, [rbp+0x10]
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
i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 62 c1  punpckldq xmm0, xmm1
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
i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 6a 44 ce 10  punpckhdq xmm0, [rsi+rcx*8+0x10]
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
i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
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

;; 66 0f 6c c1  punpcklqdq xmm0, xmm1
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
i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 6d 45 10  punpckhqdq xmm0, [rbp+0x10]
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
i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 70 c1 05  pshufd xmm0, xmm1, 5
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
i8x16.shuffle 4 5 6 7 4 5 6 7 0 1 2 3 0 1 2 3
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 70 45 10 05  pshuflw xmm0, [rbp+0x10], 5
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
local.get 10
i8x16.shuffle 2 3 2 3 0 1 0 1 8 9 10 11 12 13 14 15
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 70 c1 05  pshufhw xmm0, xmm1, 5
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
i8x16.shuffle 0 1 2 3 4 5 6 7 10 11 10 11 8 9 8 9
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f c6 44 ce 10 05  shufps xmm0, [rsi+rcx*8+0x10], 5
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
i8x16.shuffle 4 5 6 7 4 5 6 7 16 17 18 19 16 17 18 19
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

;; 66 0f c6 c1 05  shufpd xmm0, xmm1, 5
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
i8x16.shuffle 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 0f 45 10 05  palignr xmm0, [rbp+0x10], 5
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
local.get 10
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

;; 66 0f 73 f8 05  pslldq xmm0, 5
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
local.get $xmm0
i8x16.shuffle 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 73 d8 05  psrldq xmm0, 5
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
i8x16.shuffle 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 00 c1  pshufb xmm0, xmm1
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
v128.const i32x4 0x8f8f8f8f 0x8f8f8f8f 0x8f8f8f8f 0x8f8f8f8f
v128.and
i8x16.swizzle
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 0e 44 ce 10 05  pblendw xmm0, [rsi+rcx*8+0x10], 5
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
i8x16.shuffle 16 17 2 3 20 21 6 7 8 9 10 11 12 13 14 15
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

;; 66 0f 3a 0c c1 05  blendps xmm0, xmm1, 5
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
i8x16.shuffle 16 17 18 19 4 5 6 7 24 25 26 27 12 13 14 15
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 0d 45 10 05  blendpd xmm0, [rbp+0x10], 5
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
i8x16.shuffle 16 17 18 19 20 21 22 23 8 9 10 11 12 13 14 15
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 10 c1  pblendvb xmm0, xmm1
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
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i8x16.lt_s
v128.bitselect
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 14 45 10  blendvps xmm0, [rbp+0x10]
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
local.get 10
local.get $xmm0
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i32x4.lt_s
v128.bitselect
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 38 15 c1  blendvpd xmm0, xmm1
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
local.get $xmm0
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i64x2.lt_s
v128.bitselect
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 20 44 ce 10 05  pinsrb xmm0, [rsi+rcx*8+0x10], 5
(local i64 i64 v128 i64 i32 i32 i64)
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
i32.load8_u offset=16
local.set 9
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 9
i8x16.replace_lane 5
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

;; 66 0f c4 c1 05  pinsrw xmm0, ecx, 5
(local i64 i64 v128 i64 i32 i64)
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
global.get $xmm0
local.set $xmm0
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
local.get $rcx
i32.wrap_i64
i16x8.replace_lane 5
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 22 45 10 05  pinsrd xmm0, [rbp+0x10], 5
(local i64 i64 v128 i64 i32 i32 i64)
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
i32.load offset=16 align=1
local.set 9
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
local.get $rsp
i64.const 8
i64.add
local.get $xmm0
local.get 9
i32x4.replace_lane 1
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 48 0f 3a 22 c1 05  pinsrq xmm0, rcx, 5
(local i64 i64 v128 i64 i32 i64)
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
global.get $xmm0
local.set $xmm0
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
local.get $rcx
i64x2.replace_lane 1
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 14 4d 10 05  pextrb [rbp+0x10], xmm1, 5
(local i64 i64 v128 i64 i32 i64)
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
global.get $xmm1
local.set $xmm1
local.get $rbp
i32.wrap_i64
local.get $xmm1
i8x16.extract_lane_u 5
i32.store8 offset=16
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

;; 66 0f c5 c1 05  pextrw eax, xmm1, 5
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $xmm1
i16x8.extract_lane_u 5
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 66 0f 3a 16 4c ce 10 05  pextrd [rsi+rcx*8+0x10], xmm1, 5
(local i64 i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $xmm1
local.set $xmm1
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
local.get $xmm1
i32x4.extract_lane 1
i32.store offset=16 align=1
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
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 66 48 0f 3a 16 c8 05  pextrq rax, xmm1, 5
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $xmm1
i64x2.extract_lane 1
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 66 0f 3a 21 45 10 05  insertps xmm0, [rbp+0x10], 5
(local i64 i64 v128 i64 i32 i64 f32)
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
f32.load offset=16 align=1
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
f32x4.replace_lane 0
v128.const i32x4 0x00000000 0xffffffff 0x00000000 0xffffffff
v128.and
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f d7 c1  pmovmskb eax, xmm1
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $xmm1
i8x16.bitmask
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 0f 50 c1  movmskps eax, xmm1
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $xmm1
i32x4.bitmask
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 66 0f 50 c1  movmskpd eax, xmm1
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $xmm1
i64x2.bitmask
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 0f ae 54 ce 10  ldmxcsr [rsi+rcx*8+0x10]
(local i64 i64 i32 i64 i32 i32 i64)
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
i32.load offset=16 align=1
local.set 9
local.get 9
i32.const -65536
i32.and
if ;; label = @1
  local.get $rsi
  global.set $rsi
  i32.const 3
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
local.get $rsp
i64.const 8
i64.add
local.get 9
local.set $mxcsr
local.set $rsp
local.get $rsi
global.set $rsi
local.get $mxcsr
global.set $mxcsr
local.get $rax
local.get $rsp
return
unreachable

;; 0f ae 5d 10  stmxcsr [rbp+0x10]
(local i64 i64 i32 i64 i32 i64)
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
global.get $mxcsr
local.set $mxcsr
local.get $rbp
i32.wrap_i64
local.get $mxcsr
i32.store offset=16 align=1
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

;; 0f 28 c1  movaps xmm0, xmm1
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
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 10 07  movups xmm0, [rdi]
(local i64 v128 i64 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
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
local.get 9
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

;; f2 0f 10 07  movsd xmm0, [rdi]
(local i64 v128 i64 i32 i64 f64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
f64.load align=1
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
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
local.get 9
f64x2.replace_lane 0
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

;; f3 0f 11 0f  movss [rdi], xmm1
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rdi
i32.wrap_i64
local.get $xmm1
f32x4.extract_lane 0
f32.store align=1
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
local.set $rsp
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 66 48 0f 7e c0  movq rax, xmm0
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $xmm0
local.set $xmm0
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $xmm0
i64x2.extract_lane 0
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 66 0f 6e c0  movd xmm0, eax
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
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
local.get $rax
i32.wrap_i64
i32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f c4 c0 03  pinsrw xmm0, eax, 3
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
local.get $rax
i32.wrap_i64
i16x8.replace_lane 3
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 48 0f 3a 16 0f 01  pextrq [rdi], xmm1, 1
(local i64 v128 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $xmm1
local.set $xmm1
local.get $rdi
i32.wrap_i64
local.get $xmm1
i64x2.extract_lane 1
i64.store align=1
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
local.set $rsp
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable
