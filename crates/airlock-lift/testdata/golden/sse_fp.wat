;;; Emitted Wasm of the rows in `sem/sse_fp.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 0f 58 c1  addps xmm0, xmm1
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
f32x4.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 58 45 10  addpd xmm0, [rbp+0x10]
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
f64x2.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 58 c1  addss xmm0, xmm1
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
f32x4.extract_lane 0
local.get $xmm1
f32x4.extract_lane 0
f32.add
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 58 45 10  addsd xmm0, [rbp+0x10]
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
local.get $xmm0
f64x2.extract_lane 0
local.get 10
f64.add
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 5c c1  subps xmm0, xmm1
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
f32x4.sub
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 5c 44 ce 10  subpd xmm0, [rsi+rcx*8+0x10]
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
f64x2.sub
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

;; f3 0f 5c c1  subss xmm0, xmm1
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
f32x4.extract_lane 0
local.get $xmm1
f32x4.extract_lane 0
f32.sub
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 5c 45 10  subsd xmm0, [rbp+0x10]
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
local.get $xmm0
f64x2.extract_lane 0
local.get 10
f64.sub
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 59 c1  mulps xmm0, xmm1
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
f32x4.mul
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 59 45 10  mulpd xmm0, [rbp+0x10]
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
f64x2.mul
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 59 c1  mulss xmm0, xmm1
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
f32x4.extract_lane 0
local.get $xmm1
f32x4.extract_lane 0
f32.mul
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 59 44 ce 10  mulsd xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 f64)
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
local.get $xmm0
f64x2.extract_lane 0
local.get 10
f64.mul
f64x2.replace_lane 0
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

;; 0f 5e c1  divps xmm0, xmm1
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
f32x4.div
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 5e 45 10  divpd xmm0, [rbp+0x10]
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
f64x2.div
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 5e c1  divss xmm0, xmm1
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
f32x4.extract_lane 0
local.get $xmm1
f32x4.extract_lane 0
f32.div
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 5e 45 10  divsd xmm0, [rbp+0x10]
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
local.get $xmm0
f64x2.extract_lane 0
local.get 10
f64.div
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 5d c1  minps xmm0, xmm1
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
f32x4.pmin
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 5d 44 ce 10  minpd xmm0, [rsi+rcx*8+0x10]
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
local.get 10
local.get $xmm0
f64x2.pmin
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

;; f3 0f 5d c1  minss xmm0, xmm1
(local i64 v128 v128 i64 i32 i64 f32 f32)
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
f32x4.extract_lane 0
local.tee 10
local.get $xmm1
f32x4.extract_lane 0
local.tee 11
local.get 10
local.get 11
f32.lt
select
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 5d 45 10  minsd xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 f64 f64)
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
local.get $xmm0
f64x2.extract_lane 0
local.tee 11
local.get 10
local.get 11
local.get 10
f64.lt
select
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 5f c1  maxps xmm0, xmm1
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
f32x4.pmax
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 5f 45 10  maxpd xmm0, [rbp+0x10]
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
f64x2.pmax
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 5f c1  maxss xmm0, xmm1
(local i64 v128 v128 i64 i32 i64 f32 f32)
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
f32x4.extract_lane 0
local.tee 10
local.get $xmm1
f32x4.extract_lane 0
local.tee 11
local.get 10
local.get 11
f32.gt
select
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 5f 44 ce 10  maxsd xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 f64 f64)
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
local.get $xmm0
f64x2.extract_lane 0
local.tee 11
local.get 10
local.get 11
local.get 10
f64.gt
select
f64x2.replace_lane 0
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

;; 0f 51 c1  sqrtps xmm0, xmm1
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
f32x4.sqrt
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 51 45 10  sqrtpd xmm0, [rbp+0x10]
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
f64x2.sqrt
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 51 c1  sqrtss xmm0, xmm1
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
f32x4.extract_lane 0
f32.sqrt
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 51 45 10  sqrtsd xmm0, [rbp+0x10]
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
f64.sqrt
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 53 c1  rcpps xmm0, xmm1
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
v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
local.get $xmm1
local.get $xmm1
v128.const i32x4 0x7f800000 0x7f800000 0x7f800000 0x7f800000
v128.and
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i32x4.eq
v128.const i32x4 0x7fffffff 0x7fffffff 0x7fffffff 0x7fffffff
v128.and
v128.andnot
f32x4.div
local.tee 10
local.get 10
v128.const i32x4 0x7f800000 0x7f800000 0x7f800000 0x7f800000
v128.and
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i32x4.eq
v128.const i32x4 0x7fffffff 0x7fffffff 0x7fffffff 0x7fffffff
v128.and
v128.andnot
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 53 44 ce 10  rcpss xmm0, [rsi+rcx*8+0x10]
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
local.get $xmm0
v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
local.get 10
local.get 10
v128.const i32x4 0x7f800000 0x7f800000 0x7f800000 0x7f800000
v128.and
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i32x4.eq
v128.const i32x4 0x7fffffff 0x7fffffff 0x7fffffff 0x7fffffff
v128.and
v128.andnot
f32x4.div
local.tee 11
local.get 11
v128.const i32x4 0x7f800000 0x7f800000 0x7f800000 0x7f800000
v128.and
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i32x4.eq
v128.const i32x4 0x7fffffff 0x7fffffff 0x7fffffff 0x7fffffff
v128.and
v128.andnot
f32x4.extract_lane 0
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

;; 0f 52 c1  rsqrtps xmm0, xmm1
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
v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
local.get $xmm1
local.get $xmm1
v128.const i32x4 0x7f800000 0x7f800000 0x7f800000 0x7f800000
v128.and
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i32x4.eq
v128.const i32x4 0x7fffffff 0x7fffffff 0x7fffffff 0x7fffffff
v128.and
v128.andnot
f32x4.sqrt
f32x4.div
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 52 45 10  rsqrtss xmm0, [rbp+0x10]
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
local.get $xmm0
v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
local.get 10
local.get 10
v128.const i32x4 0x7f800000 0x7f800000 0x7f800000 0x7f800000
v128.and
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
i32x4.eq
v128.const i32x4 0x7fffffff 0x7fffffff 0x7fffffff 0x7fffffff
v128.and
v128.andnot
f32x4.sqrt
f32x4.div
f32x4.extract_lane 0
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 7c c1  haddps xmm0, xmm1
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
f32x4.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 7c 45 10  haddpd xmm0, [rbp+0x10]
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
i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
local.get $xmm0
local.get 10
i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
f64x2.add
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 7d c1  hsubps xmm0, xmm1
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
f32x4.sub
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 7d 44 ce 10  hsubpd xmm0, [rsi+rcx*8+0x10]
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
i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
local.get $xmm0
local.get 10
i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
f64x2.sub
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

;; f2 0f d0 c1  addsubps xmm0, xmm1
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
f32x4.sub
local.get $xmm0
local.get $xmm1
f32x4.add
i8x16.shuffle 0 1 2 3 20 21 22 23 8 9 10 11 28 29 30 31
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f d0 45 10  addsubpd xmm0, [rbp+0x10]
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
f64x2.sub
local.get $xmm0
local.get 10
f64x2.add
i8x16.shuffle 0 1 2 3 4 5 6 7 24 25 26 27 28 29 30 31
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 40 c1 05  dpps xmm0, xmm1, 5
(local i64 v128 v128 i64 i32 i64 v128 v128)
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
f32x4.mul
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
v128.and
local.tee 10
local.get 10
i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11
local.get 10
f32x4.add
local.tee 11
local.get 11
local.get 11
i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
f32x4.add
v128.const i32x4 0xffffffff 0x00000000 0xffffffff 0x00000000
v128.and
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 41 45 10 05  dppd xmm0, [rbp+0x10], 5
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
f64x2.mul
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
v128.and
local.tee 11
local.get 11
local.get 11
i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
f64x2.add
v128.const i32x4 0xffffffff 0xffffffff 0x00000000 0x00000000
v128.and
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f c2 c1 05  cmpnltps xmm0, xmm1
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
f32x4.lt
v128.not
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f c2 44 ce 10 05  cmpnltpd xmm0, [rsi+rcx*8+0x10]
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
f64x2.lt
v128.not
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

;; 0f 2e c1  ucomiss xmm0, xmm1
(local i64 v128 v128 i64 i32 i64 f32 f32)
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

;; 66 0f 2e 45 10  ucomisd xmm0, [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 f64 f64)
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
drop
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

;; 66 0f 3a 08 c1 05  roundps xmm0, xmm1, 5
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
f32x4.nearest
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 09 45 10 05  roundpd xmm0, [rbp+0x10], 5
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
f64x2.nearest
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 0a c1 05  roundss xmm0, xmm1, 5
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
f32x4.extract_lane 0
f32.nearest
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 0b 44 ce 10 05  roundsd xmm0, [rsi+rcx*8+0x10], 5
(local i64 i64 v128 i64 i32 i64 f64)
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
f64.nearest
f64x2.replace_lane 0
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

;; f3 0f 2a c1  cvtsi2ss xmm0, ecx
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
f32.convert_i32_s
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 48 0f 2a 45 10  cvtsi2ss xmm0, qword ptr [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 i64)
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
i64.load offset=16 align=1
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
f32.convert_i64_s
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 2a c1  cvtsi2sd xmm0, ecx
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
f64.convert_i32_s
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 48 0f 2a 45 10  cvtsi2sd xmm0, qword ptr [rbp+0x10]
(local i64 i64 v128 i64 i32 i64 i64)
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
i64.load offset=16 align=1
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
f64.convert_i64_s
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 5b c1  cvtdq2ps xmm0, xmm1
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
f32x4.convert_i32x4_s
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f e6 44 ce 10  cvtdq2pd xmm0, [rsi+rcx*8+0x10]
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
f64x2.convert_low_i32x4_s
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

;; f3 0f 2c c1  cvttss2si eax, xmm1
(local i64 v128 i64 i32 i64 f32)
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
f32x4.extract_lane 0
local.tee 9
i32.trunc_sat_f32_s
i32.const -2147483648
local.get 9
f32.const 0x1p+31 (;=2147483600;)
f32.lt
select
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

;; f3 48 0f 2c 45 10  cvttss2si rax, [rbp+0x10]
(local i64 i64 i64 i32 i64 f32)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
f32.load offset=16 align=1
local.set 9
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get 9
i64.trunc_sat_f32_s
i64.const -9223372036854775808
local.get 9
f32.const 0x1p+63 (;=9223372000000000000;)
f32.lt
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; f3 0f 2d c1  cvtss2si eax, xmm1
(local i64 v128 i64 i32 i64 f32)
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
f32x4.extract_lane 0
f32.nearest
local.tee 9
i32.trunc_sat_f32_s
i32.const -2147483648
local.get 9
f32.const 0x1p+31 (;=2147483600;)
f32.lt
select
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

;; f3 48 0f 2d 45 10  cvtss2si rax, [rbp+0x10]
(local i64 i64 i64 i32 i64 f32 f32)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
f32.load offset=16 align=1
local.set 9
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get 9
f32.nearest
local.tee 10
i64.trunc_sat_f32_s
i64.const -9223372036854775808
local.get 10
f32.const 0x1p+63 (;=9223372000000000000;)
f32.lt
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; f2 0f 2c c1  cvttsd2si eax, xmm1
(local i64 v128 i64 i32 i64 f64)
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
f64x2.extract_lane 0
local.tee 9
i32.trunc_sat_f64_s
i32.const -2147483648
local.get 9
f64.const 0x1p+31 (;=2147483648;)
f64.lt
select
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

;; f2 48 0f 2c 44 ce 10  cvttsd2si rax, [rsi+rcx*8+0x10]
(local i64 i64 i64 i32 i64 f64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
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
local.set 9
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get 9
i64.trunc_sat_f64_s
i64.const -9223372036854775808
local.get 9
f64.const 0x1p+63 (;=9223372036854776000;)
f64.lt
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get $rsi
global.set $rsi
local.get 4
local.get $rsp
return
unreachable

;; f2 0f 2d c1  cvtsd2si eax, xmm1
(local i64 v128 i64 i32 i64 f64)
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
f64x2.extract_lane 0
f64.nearest
local.tee 9
i32.trunc_sat_f64_s
i32.const -2147483648
local.get 9
f64.const 0x1p+31 (;=2147483648;)
f64.lt
select
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

;; f2 48 0f 2d 45 10  cvtsd2si rax, [rbp+0x10]
(local i64 i64 i64 i32 i64 f64 f64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
f64.load offset=16 align=1
local.set 9
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get 9
f64.nearest
local.tee 10
i64.trunc_sat_f64_s
i64.const -9223372036854775808
local.get 10
f64.const 0x1p+63 (;=9223372036854776000;)
f64.lt
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; f3 0f 5b c1  cvttps2dq xmm0, xmm1
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
i32x4.trunc_sat_f32x4_s
v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000
local.get $xmm1
v128.const i32x4 0x4f000000 0x4f000000 0x4f000000 0x4f000000
f32x4.lt
v128.bitselect
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 5b 45 10  cvtps2dq xmm0, [rbp+0x10]
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
f32x4.nearest
local.tee 11
i32x4.trunc_sat_f32x4_s
v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000
local.get 11
v128.const i32x4 0x4f000000 0x4f000000 0x4f000000 0x4f000000
f32x4.lt
v128.bitselect
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f e6 c1  cvttpd2dq xmm0, xmm1
(local i64 v128 v128 i64 i32 i64 v128)
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
i32x4.trunc_sat_f64x2_s_zero
v128.const i32x4 0x80000000 0x80000000 0x00000000 0x00000000
local.get $xmm1
v128.const i32x4 0x00000000 0x41e00000 0x00000000 0x41e00000
f64x2.lt
local.tee 10
local.get 10
i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 8 9 10 11
v128.const i32x4 0x00000000 0x00000000 0xffffffff 0xffffffff
v128.or
v128.bitselect
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f e6 44 ce 10  cvtpd2dq xmm0, [rsi+rcx*8+0x10]
(local i64 i64 v128 i64 i32 i64 v128 v128 v128)
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
f64x2.nearest
local.tee 11
i32x4.trunc_sat_f64x2_s_zero
v128.const i32x4 0x80000000 0x80000000 0x00000000 0x00000000
local.get 11
v128.const i32x4 0x00000000 0x41e00000 0x00000000 0x41e00000
f64x2.lt
local.tee 12
local.get 12
i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 8 9 10 11
v128.const i32x4 0x00000000 0x00000000 0xffffffff 0xffffffff
v128.or
v128.bitselect
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

;; 0f 5a c1  cvtps2pd xmm0, xmm1
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
f64x2.promote_low_f32x4
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 5a 45 10  cvtpd2ps xmm0, [rbp+0x10]
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
f32x4.demote_f64x2_zero
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 5a c1  cvtss2sd xmm0, xmm1
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
f32x4.extract_lane 0
f64.promote_f32
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 5a 45 10  cvtsd2ss xmm0, [rbp+0x10]
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
f32.demote_f64
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 58 c1  addsd xmm0, xmm1
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
f64x2.extract_lane 0
local.get $xmm1
f64x2.extract_lane 0
f64.add
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f 59 07  mulsd xmm0, [rdi]
(local i64 v128 i64 i32 i64 f64)
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
local.get $xmm0
local.get $xmm0
f64x2.extract_lane 0
local.get 9
f64.mul
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

;; f2 0f 5d c1  minsd xmm0, xmm1
(local i64 v128 v128 i64 i32 i64 f64 f64)
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
f64x2.extract_lane 0
local.tee 10
local.get $xmm1
f64x2.extract_lane 0
local.tee 11
local.get 10
local.get 11
f64.lt
select
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 0f 5f 07  maxps xmm0, [rdi]
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
local.get 9
local.get $xmm0
f32x4.pmax
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

;; f3 0f 51 c0  sqrtss xmm0, xmm0
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
local.get $xmm0
f32x4.extract_lane 0
f32.sqrt
f32x4.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 48 0f 2c c0  cvttsd2si rax, xmm0
(local i64 v128 i64 i32 i64 f64)
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
f64x2.extract_lane 0
local.tee 9
i64.trunc_sat_f64_s
i64.const -9223372036854775808
local.get 9
f64.const 0x1p+63 (;=9223372036854776000;)
f64.lt
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; f2 48 0f 2a c0  cvtsi2sd xmm0, rax
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
f64.convert_i64_s
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; f2 0f c2 c1 01  cmpltsd xmm0, xmm1
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
local.get $xmm1
f64x2.lt
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

;; 0f c2 c1 03  cmpunordps xmm0, xmm1
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
f32x4.ne
local.get $xmm1
local.get $xmm1
f32x4.ne
v128.or
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 3a 0b c1 09  roundsd xmm0, xmm1, 9
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
f64.floor
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.get $xmm0
global.set $xmm0
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 2e 07  ucomisd xmm0, [rdi]
(local i64 v128 i64 i32 i64 f64 f64)
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
f64.load align=1
drop
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
