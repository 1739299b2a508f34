;;; Emitted Wasm of the rows in `sem/arith.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 00 c8  add al, cl
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
i32.const 255
i32.and
i32.add
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

;; 48 01 4d 10  add [rbp+0x10], rcx
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
local.get $rcx
i64.add
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

;; 03 c1  add eax, ecx
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
i32.add
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

;; 66 05 34 12  add ax, 0x1234
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
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.const 4660
i32.add
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

;; 80 c0 05  add al, 5
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
i32.add
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

;; 10 6d 10  adc [rbp+0x10], ch
(local i64 i64 i64 i32 i64 i32 i32 i32 i64)
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
global.get $cf
local.set $cf
local.get $rbp
i32.wrap_i64
local.tee 10
i32.load8_u offset=16
local.set 11
local.get 10
local.get 11
local.get $rcx
i32.wrap_i64
i32.const 8
i32.shr_u
i32.const 255
i32.and
i32.add
i32.const 255
i32.and
local.get $cf
i32.const 255
i32.and
i32.add
i32.const 255
i32.and
i32.store8 offset=16
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 12
local.get 12
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 48 11 c8  adc rax, rcx
(local i64 i64 i32 i64 i32 i64)
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
local.set 9
local.get 9
local.get $rax
local.get $rcx
i64.add
local.get $cf
i64.extend_i32_u
i64.add
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 13 45 10  adc eax, [rbp+0x10]
(local i64 i64 i32 i64 i32 i32 i64)
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
global.get $cf
local.set $cf
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
local.get $rax
i32.wrap_i64
local.get 9
i32.add
local.get $cf
i32.add
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

;; 66 15 34 12  adc ax, 0x1234
(local i64 i32 i64 i32 i64)
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
local.set 8
local.get 8
local.get $rax
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.const 4660
i32.add
i32.const 65535
i32.and
local.get $cf
i32.const 65535
i32.and
i32.add
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

;; 80 54 ce 10 05  adc byte ptr [rsi+rcx*8+0x10], 5
(local i64 i64 i32 i64 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $cf
local.set $cf
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
local.tee 9
i32.load8_u offset=16
local.set 10
local.get 9
local.get 10
i32.const 5
i32.add
i32.const 255
i32.and
local.get $cf
i32.const 255
i32.and
i32.add
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
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 28 c8  sub al, cl
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
i32.const 255
i32.and
i32.sub
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

;; 48 29 4d 10  sub [rbp+0x10], rcx
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
local.get $rcx
i64.sub
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

;; 2b c1  sub eax, ecx
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
i32.sub
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

;; 66 2d 34 12  sub ax, 0x1234
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
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.const -4660
i32.add
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

;; 80 e8 05  sub al, 5
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
i32.const -5
i32.add
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

;; 18 6d 10  sbb [rbp+0x10], ch
(local i64 i64 i64 i32 i64 i32 i32 i32 i32 i32 i64)
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
global.get $cf
local.set $cf
local.get $rbp
i32.wrap_i64
local.tee 10
i32.load8_u offset=16
local.set 11
local.get 10
local.get 11
local.get $rcx
i32.wrap_i64
i32.const 8
i32.shr_u
i32.const 255
i32.and
i32.sub
i32.const 255
i32.and
local.get $cf
i32.const 255
i32.and
i32.sub
i32.const 255
i32.and
i32.store8 offset=16
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 14
local.get 14
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 48 19 c8  sbb rax, rcx
(local i64 i64 i32 i64 i32 i64 i64)
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
local.set 9
local.get 9
local.get $rax
local.get $rcx
i64.sub
local.get $cf
i64.extend_i32_u
i64.sub
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 1b 44 ce 10  sbb eax, [rsi+rcx*8+0x10]
(local i64 i64 i32 i64 i32 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $cf
local.set $cf
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
i32.load offset=16 align=1
local.set 9
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 12
local.get 12
local.get $rax
i32.wrap_i64
local.get 9
i32.sub
local.get $cf
i32.sub
i64.extend_i32_u
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

;; 66 1d 34 12  sbb ax, 0x1234
(local i64 i32 i64 i32 i32 i32 i64)
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
local.set 10
local.get 10
local.get $rax
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.const -4660
i32.add
i32.const 65535
i32.and
local.get $cf
i32.const 65535
i32.and
i32.sub
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

;; 80 5d 10 05  sbb byte ptr [rbp+0x10], 5
(local i64 i64 i32 i64 i32 i32 i32 i32 i64)
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
global.get $cf
local.set $cf
local.get $rbp
i32.wrap_i64
local.tee 9
i32.load8_u offset=16
local.set 10
local.get 9
local.get 10
i32.const -5
i32.add
i32.const 255
i32.and
local.get $cf
i32.const 255
i32.and
i32.sub
i32.const 255
i32.and
i32.store8 offset=16
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 12
local.get 12
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 38 c8  cmp al, cl
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
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 48 39 4c ce 10  cmp [rsi+rcx*8+0x10], rcx
(local i64 i64 i64 i32 i64 i64 i64)
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
i64.load offset=16 align=1
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
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 3b c1  cmp eax, ecx
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
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 66 3d 34 12  cmp ax, 0x1234
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
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 80 f8 05  cmp al, 5
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
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; fe 44 ce 10  inc byte ptr [rsi+rcx*8+0x10]
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
i32.load8_u offset=16
local.set 9
local.get 8
local.get 9
i32.const 1
i32.add
i32.const 255
i32.and
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
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 66 ff c0  inc ax
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
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.const 1
i32.add
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

;; ff 45 10  inc dword ptr [rbp+0x10]
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
i32.add
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

;; 48 ff c0  inc rax
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
i64.const 1
i64.add
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; fe c8  dec al
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
i32.const -1
i32.add
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

;; 66 ff 4d 10  dec word ptr [rbp+0x10]
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
i32.load16_u offset=16 align=1
local.set 9
local.get 8
local.get 9
i32.const -1
i32.add
i32.const 65535
i32.and
i32.store16 offset=16 align=1
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

;; ff c8  dec eax
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
i32.const -1
i32.add
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

;; 48 ff 4d 10  dec qword ptr [rbp+0x10]
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
i64.const -1
i64.add
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

;; f6 5d 10  neg byte ptr [rbp+0x10]
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
i32.const 0
local.get 9
i32.sub
i32.const 255
i32.and
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

;; 66 f7 d8  neg ax
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
i64.const -65536
i64.and
i32.const 0
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.sub
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

;; f7 5d 10  neg dword ptr [rbp+0x10]
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
i32.const 0
local.get 9
i32.sub
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

;; 48 f7 d8  neg rax
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
i64.const 0
local.get $rax
i64.sub
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 83 07 01  add dword ptr [rdi], 1
(local i64 i64 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.tee 7
i32.load align=1
local.set 8
local.get 7
local.get 8
i32.const 1
i32.add
i32.store align=1
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

;; 48 83 c4 08  add rsp, 8
(local i64 i64 i32 i64 i64)
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
i64.load offset=32776 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 16
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 48 29 c0  sub rax, rax
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
i64.const 0
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 19 c0  sbb eax, eax
(local i64 i32 i64 i32 i32 i64)
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
i32.const 0
local.get $cf
i32.sub
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

;; 00 dc  add ah, bl
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbx
local.set $rbx
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rax
i64.const -65281
i64.and
local.get $rax
i32.wrap_i64
i32.const 8
i32.shr_u
i32.const 255
i32.and
local.get $rbx
i32.wrap_i64
i32.const 255
i32.and
i32.add
i32.const 255
i32.and
i64.extend_i32_u
i64.const 8
i64.shl
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

;; fe 07  inc byte ptr [rdi]
(local i64 i64 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.tee 7
i32.load8_u
local.set 8
local.get 7
local.get 8
i32.const 1
i32.add
i32.const 255
i32.and
i32.store8
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

;; 66 f7 1f  neg word ptr [rdi]
(local i64 i64 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.tee 7
i32.load16_u align=1
local.set 8
local.get 7
i32.const 0
local.get 8
i32.sub
i32.const 65535
i32.and
i32.store16 align=1
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
