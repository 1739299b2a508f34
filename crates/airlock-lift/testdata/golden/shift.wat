;;; Emitted Wasm of the rows in `sem/shift.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; c0 e0 05  shl al, 5
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i32.const 5
i32.shl
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 c1 65 10 05  shl qword ptr [rbp+0x10], 5
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
local.tee 8
i64.load offset=16 align=1
local.set 9
local.get 8
local.get 9
i64.const 5
i64.shl
i64.store offset=16 align=1
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; d0 e0  shl al, 1
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i32.const 1
i32.shl
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 d1 65 10  shl qword ptr [rbp+0x10], 1
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
local.tee 8
i64.load offset=16 align=1
local.set 9
local.get 8
local.get 9
i64.const 1
i64.shl
i64.store offset=16 align=1
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; d2 e0  shl al, cl
(local i64 i64 i64 i32 i64)
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
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
local.get $rcx
i32.wrap_i64
i32.shl
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; c0 6d 10 05  shr byte ptr [rbp+0x10], 5
(local i64 i64 i64 i32 i32 i32 i64)
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
local.tee 8
i32.load8_u offset=16
local.set 9
local.get 8
local.get 9
i32.const 5
i32.shr_u
i32.store8 offset=16
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; c1 e8 05  shr eax, 5
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i32.wrap_i64
i32.const 5
i32.shr_u
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d0 6d 10  shr byte ptr [rbp+0x10], 1
(local i64 i64 i64 i32 i32 i32 i64)
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
local.tee 8
i32.load8_u offset=16
local.set 9
local.get 8
local.get 9
i32.const 1
i32.shr_u
i32.store8 offset=16
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; d1 e8  shr eax, 1
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i32.wrap_i64
i32.const 1
i32.shr_u
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d2 6c ce 10  shr byte ptr [rsi+rcx*8+0x10], cl
(local i64 i64 i64 i32 i32 i32 i32 i64)
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
local.tee 8
i32.const 3
i32.shl
i32.add
local.tee 9
i32.load8_u offset=16
local.set 10
local.get 9
local.get 10
local.get 8
i32.shr_u
i32.store8 offset=16
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
local.set $rsp
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; c0 f8 05  sar al, 5
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i32.extend8_s
i32.const 5
i32.shr_s
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; c1 7d 10 05  sar dword ptr [rbp+0x10], 5
(local i64 i64 i64 i32 i32 i32 i64)
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
local.tee 8
i32.load offset=16 align=1
local.set 9
local.get 8
local.get 9
i32.const 5
i32.shr_s
i32.store offset=16 align=1
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; d0 f8  sar al, 1
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i32.extend8_s
i32.const 1
i32.shr_s
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d1 7c ce 10  sar dword ptr [rsi+rcx*8+0x10], 1
(local i64 i64 i64 i32 i32 i32 i64)
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
local.tee 8
i32.load offset=16 align=1
local.set 9
local.get 8
local.get 9
i32.const 1
i32.shr_s
i32.store offset=16 align=1
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
local.set $rsp
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; d2 f8  sar al, cl
(local i64 i64 i64 i32 i64)
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
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i32.extend8_s
local.get $rcx
i32.wrap_i64
i32.shr_s
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; c1 c0 05  rol eax, 5
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i32.wrap_i64
i32.const 5
i32.rotl
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d1 c0  rol eax, 1
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i32.wrap_i64
i32.const 1
i32.rotl
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d2 45 10  rol byte ptr [rbp+0x10], cl
(local i64 i64 i64 i64 i32 i32 i32 i64)
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
local.tee 9
i32.load8_u offset=16
local.set 10
local.get 9
local.get 10
i32.const 16843009
i32.mul
local.get $rcx
i32.wrap_i64
i32.rotl
i32.const 255
i32.and
i32.store8 offset=16
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; c0 c8 05  ror al, 5
(local i64 i64 i32 i32 i64)
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
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
local.tee 7
i32.const 5
i32.shr_u
local.get 7
i32.const 3
i32.shl
i32.or
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; c1 4c ce 10 05  ror dword ptr [rsi+rcx*8+0x10], 5
(local i64 i64 i64 i32 i32 i32 i64)
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
local.tee 8
i32.load offset=16 align=1
local.set 9
local.get 8
local.get 9
i32.const 5
i32.rotr
i32.store offset=16 align=1
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
local.set $rsp
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; d0 c8  ror al, 1
(local i64 i64 i32 i32 i64)
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
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
local.tee 7
i32.const 1
i32.shr_u
local.get 7
i32.const 7
i32.shl
i32.or
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d1 4d 10  ror dword ptr [rbp+0x10], 1
(local i64 i64 i64 i32 i32 i32 i64)
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
local.tee 8
i32.load offset=16 align=1
local.set 9
local.get 8
local.get 9
i32.const 1
i32.rotr
i32.store offset=16 align=1
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; d2 c8  ror al, cl
(local i64 i64 i64 i32 i64)
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
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i32.const 16843009
i32.mul
local.get $rcx
i32.wrap_i64
i32.rotr
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; c1 d0 05  rcl eax, 5
(local i64 i32 i64 i32 i32 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $cf
local.set $cf
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rax
i32.wrap_i64
i64.extend_i32_u
local.get $cf
i64.extend_i32_u
i64.const 32
i64.shl
i64.or
local.tee 10
i64.const 5
i64.shl
local.get 10
i64.const 28
i64.shr_u
i64.or
i32.wrap_i64
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d1 d0  rcl eax, 1
(local i64 i32 i64 i32 i32 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $cf
local.set $cf
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rax
i32.wrap_i64
i64.extend_i32_u
local.get $cf
i64.extend_i32_u
i64.const 32
i64.shl
i64.or
local.tee 10
i64.const 1
i64.shl
local.get 10
i64.const 32
i64.shr_u
i64.or
i32.wrap_i64
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d0 d8  rcr al, 1
(local i64 i32 i64 i32 i32 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $cf
local.set $cf
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i64.extend_i32_u
local.get $cf
i64.extend_i32_u
i64.const 8
i64.shl
i64.or
local.tee 10
i64.const 8
i64.shl
local.get 10
i64.const 1
i64.shr_u
i64.or
i32.wrap_i64
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d2 d8  rcr al, cl
(local i64 i64 i32 i64 i32 i32 i32 i64 i64 i64 i64)
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
global.get $cf
local.set $cf
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i64.extend_i32_u
local.get $cf
i64.extend_i32_u
i64.const 8
i64.shl
i64.or
local.tee 12
i64.const 9
local.get $rcx
i32.wrap_i64
i32.const 31
i32.and
local.tee 9
local.get 9
i32.const 57
i32.mul
i32.const 9
i32.shr_u
i32.const 9
i32.mul
i32.sub
i64.extend_i32_u
local.tee 13
i64.sub
i64.shl
local.get 12
local.get 13
i64.shr_u
i64.or
i32.wrap_i64
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 0f a4 c8 05  shld eax, ecx, 5
(local i64 i64 i64 i32 i64)
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
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rax
i32.wrap_i64
i32.const 5
i32.shl
local.get $rcx
i32.wrap_i64
i32.const 1
i32.shr_u
i32.const -6
i32.shr_u
i32.or
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f a4 4d 10 05  shld [rbp+0x10], rcx, 5
(local i64 i64 i64 i64 i32 i32 i64 i64)
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
local.tee 9
i64.load offset=16 align=1
local.set 10
local.get 9
local.get 10
i64.const 5
i64.shl
local.get $rcx
i64.const 1
i64.shr_u
i64.const -6
i64.shr_u
i64.or
i64.store offset=16 align=1
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f a5 c8  shld ax, cx, cl
(local i64 i64 i64 i32 i32 i64)
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
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rax
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.const 16
i32.shl
local.get $rcx
i32.wrap_i64
local.tee 8
i32.const 65535
i32.and
i32.or
local.get 8
i32.shl
i32.const 16
i32.shr_u
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 0f a5 4c ce 10  shld [rsi+rcx*8+0x10], ecx, cl
(local i64 i64 i64 i32 i32 i32 i32 i64)
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
local.tee 8
i32.const 3
i32.shl
i32.add
local.tee 9
i32.load offset=16 align=1
local.set 10
local.get 9
local.get 10
local.get 8
i32.shl
local.get 8
i32.const 1
i32.shr_u
local.get 8
i32.const -1
i32.xor
i32.shr_u
i32.or
i32.store offset=16 align=1
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
local.set $rsp
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 0f ac 4d 10 05  shrd [rbp+0x10], ecx, 5
(local i64 i64 i64 i64 i32 i32 i32 i64)
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
local.tee 9
i32.load offset=16 align=1
local.set 10
local.get 9
local.get $rcx
i32.wrap_i64
i32.const 1
i32.shl
i32.const -6
i32.shl
local.get 10
i32.const 5
i32.shr_u
i32.or
i32.store offset=16 align=1
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f ac c8 05  shrd rax, rcx, 5
(local i64 i64 i64 i32 i64)
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
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rcx
i64.const 1
i64.shl
i64.const -6
i64.shl
local.get $rax
i64.const 5
i64.shr_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d1 e0  shl eax, 1
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i32.wrap_i64
i32.const 1
i32.shl
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 c1 e0 03  shl rax, 3
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i64.const 3
i64.shl
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; d3 e8  shr eax, cl
(local i64 i64 i64 i32 i64)
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
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rax
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.shr_u
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 d3 3f  sar qword ptr [rdi], cl
(local i64 i64 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rdi
i32.wrap_i64
local.tee 8
i64.load align=1
local.set 9
local.get 8
local.get 9
local.get $rcx
i64.shr_s
i64.store align=1
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
local.set $rsp
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; c0 e0 09  shl al, 9
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i32.const 9
i32.shl
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 66 c1 c0 08  rol ax, 8
(local i64 i64 i32 i32 i64)
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
local.get $rax
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
local.tee 7
i32.const 8
i32.shr_u
local.get 7
i32.const 8
i32.shl
i32.or
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 c1 c8 0d  ror rax, 0xd
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i64.const 13
i64.rotr
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 d3 d8  rcr rax, cl
(local i64 i64 i32 i64 i32 i32 i32 i64 i64)
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
global.get $cf
local.set $cf
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get $rax
i64.const 1
i64.shl
i64.const 64
local.get $rcx
i64.sub
local.tee 12
i64.shl
local.get $rax
local.get $rcx
i64.shr_u
i64.or
local.get $cf
i64.extend_i32_u
local.get 12
i64.shl
i64.or
local.get $rax
local.get $rcx
i32.wrap_i64
i32.const 63
i32.and
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f a4 d0 0c  shld rax, rdx, 0xc
(local i64 i64 i32 i64)
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
local.set 7
local.get 7
local.get $rax
i64.const 12
i64.shl
local.get $rdx
i64.const 1
i64.shr_u
i64.const -13
i64.shr_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; 0f ad d0  shrd eax, edx, cl
(local i64 i64 i64 i32 i32 i64)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rdx
i32.wrap_i64
i32.const 1
i32.shl
local.get $rcx
i32.wrap_i64
local.tee 8
i32.const -1
i32.xor
i32.shl
local.get $rax
i32.wrap_i64
local.get 8
i32.shr_u
i32.or
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; d2 27  shl byte ptr [rdi], cl
(local i64 i64 i64 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rdi
i32.wrap_i64
local.tee 8
i32.load8_u
local.set 9
local.get 8
local.get 9
local.get $rcx
i32.wrap_i64
i32.shl
i32.const 255
i32.and
i32.store8
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
local.set $rsp
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable
