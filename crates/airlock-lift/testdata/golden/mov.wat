;;; Emitted Wasm of the rows in `sem/mov.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 88 c8  mov al, cl
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
local.get $rcx
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

;; 66 8b 45 10  mov ax, [rbp+0x10]
(local i64 i64 i64 i32 i32 i64)
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
i32.load16_u offset=16 align=1
local.set 8
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
local.get 8
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

;; a1 00 00 50 00 00 00 00 00  mov eax, [0x500000]
(local i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 5242880
i32.load align=1
local.set 7
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get 7
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

;; 48 a3 00 00 50 00 00 00 00 00  mov [0x500000], rax
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i32.const 5242880
local.get $rax
i64.store align=1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; c6 c0 05  mov al, 5
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
i64.const 5
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

;; 66 8c 5d 10  mov [rbp+0x10], ds
(local i64 i64 i64 i32 i64)
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
i32.const 0
i32.store16 offset=16 align=1
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

;; 8c d8  mov eax, ds
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
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
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 48 8c 5d 10  mov [rbp+0x10], ds
(local i64 i64 i64 i32 i64)
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
i32.const 0
i32.store16 offset=16 align=1
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

;; 66 0f b6 c1  movzx ax, cl
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
i64.const -65536
i64.and
local.get $rcx
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

;; 0f b6 45 10  movzx eax, byte ptr [rbp+0x10]
(local i64 i64 i64 i32 i32 i64)
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
i32.load8_u offset=16
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
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

;; 48 0f b6 c1  movzx rax, cl
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
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
i32.wrap_i64
i32.const 255
i32.and
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

;; 66 0f b7 44 ce 10  movzx ax, word ptr [rsi+rcx*8+0x10]
(local i64 i64 i64 i32 i32 i64)
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
i32.load16_u offset=16 align=1
local.set 8
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
local.get 8
i64.extend_i32_u
i64.or
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

;; 0f b7 c1  movzx eax, cx
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
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
i32.wrap_i64
i32.const 65535
i32.and
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

;; 66 63 45 10  movsxd ax, [rbp+0x10]
(local i64 i64 i64 i32 i32 i64)
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
i32.load16_u offset=16 align=1
local.set 8
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
local.get 8
i32.extend16_s
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

;; 63 c1  movsxd eax, ecx
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
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
i32.wrap_i64
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

;; 48 63 44 ce 10  movsxd rax, [rsi+rcx*8+0x10]
(local i64 i64 i64 i32 i32 i64)
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
i32.load offset=16 align=1
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
i64.extend_i32_s
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

;; 66 0f be c1  movsx ax, cl
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
i64.const -65536
i64.and
local.get $rcx
i32.wrap_i64
i32.const 255
i32.and
i32.extend8_s
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

;; 0f be 45 10  movsx eax, byte ptr [rbp+0x10]
(local i64 i64 i64 i32 i32 i64)
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
i32.load8_u offset=16
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
i32.extend8_s
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

;; 66 8d 45 10  lea ax, [rbp+0x10]
(local i64 i64 i64 i32 i64)
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
local.get $rbp
i64.const 16
i64.add
i32.wrap_i64
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

;; 8d 44 ce 10  lea eax, [rsi+rcx*8+0x10]
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rcx
local.set $rcx
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsi
local.get $rcx
i64.const 3
i64.shl
i64.add
i64.const 16
i64.add
i32.wrap_i64
i64.extend_i32_u
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

;; 48 8d 45 10  lea rax, [rbp+0x10]
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rbp
local.set $rbp
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rbp
i64.const 16
i64.add
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 86 6c ce 10  xchg [rsi+rcx*8+0x10], ch
(local i64 i64 i64 i32 i32 i32 i32 i32 i32 i32 i64)
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
i32.const 16
i32.add
local.set 9
local.get 8
i32.const 8
i32.shr_u
i32.const 255
i32.and
local.set 10
local.get 9
local.get 10
i32.atomic.rmw8.xchg_u
local.set 11
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 14
local.get 14
local.get $rcx
i64.const -65281
i64.and
local.get 11
i64.extend_i32_u
i64.const 8
i64.shl
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 66 87 c8  xchg ax, cx
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
i64.const -65536
i64.and
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
local.get $rcx
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rcx
local.set $rax
local.get $rcx
global.set $rcx
local.get $rax
local.get $rsp
return
unreachable

;; 87 4d 10  xchg [rbp+0x10], ecx
(local i64 i64 i64 i64 i32 i32 i32 i32 i32 i32 i64)
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
i32.const 16
i32.add
local.set 9
local.get $rcx
i32.wrap_i64
local.set 10
local.get 9
i32.const 3
i32.and
i32.eqz
if (result i32) ;; label = @1
  local.get 9
  local.get 10
  i32.atomic.rmw.xchg
else
  local.get 9
  i32.load align=1
  local.set 11
  local.get 9
  local.get 10
  i32.store align=1
  local.get 11
end
local.set 12
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 14
local.get 14
local.get 12
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

;; 48 87 c8  xchg rax, rcx
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
local.get $rax
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rcx
local.set $rax
local.get $rcx
global.set $rcx
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 40 c1  cmovo ax, cx
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
global.get $of
local.set $of
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
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
local.get $of
select
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

;; 66 0f 43 45 10  cmovae ax, [rbp+0x10]
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
i32.load16_u offset=16 align=1
local.set 9
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
local.get 9
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
local.get $cf
i32.eqz
select
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

;; 66 0f 46 c1  cmovbe ax, cx
(local i64 i64 i32 i32 i64 i32 i64)
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
global.get $zf
local.set $zf
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
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
local.get $cf
local.get $zf
i32.or
select
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

;; 66 0f 49 45 10  cmovns ax, [rbp+0x10]
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
global.get $sf
local.set $sf
local.get $rbp
i32.wrap_i64
i32.load16_u offset=16 align=1
local.set 9
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
local.get 9
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
local.get $sf
i32.eqz
select
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

;; 66 0f 4c c1  cmovl ax, cx
(local i64 i64 i32 i32 i64 i32 i64)
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
global.get $sf
local.set $sf
global.get $of
local.set $of
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
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
local.get $sf
local.get $of
i32.xor
select
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

;; 0f 90 45 10  seto [rbp+0x10]
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
global.get $of
local.set $of
local.get $rbp
i32.wrap_i64
local.get $of
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

;; 0f 93 c0  setae al
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
i64.const -256
i64.and
local.get $cf
i32.eqz
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

;; 0f 96 45 10  setbe [rbp+0x10]
(local i64 i64 i32 i32 i64 i32 i64)
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
global.get $zf
local.set $zf
local.get $rbp
i32.wrap_i64
local.get $cf
local.get $zf
i32.or
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

;; 0f 99 c0  setns al
(local i64 i32 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $sf
local.set $sf
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
local.get $sf
i32.eqz
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

;; 0f 9c 44 ce 10  setl [rsi+rcx*8+0x10]
(local i64 i64 i32 i32 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $sf
local.set $sf
global.get $of
local.set $of
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
local.get $sf
local.get $of
i32.xor
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

;; 66 50  push ax
(local i64 i64 i32 i32 i64 i64)
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
local.tee 7
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.store16 offset=32766 align=1
local.get 7
i64.load offset=32766 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 6
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 50  push rax
(local i64 i64 i32 i32 i64 i64)
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
local.tee 7
local.get $rax
i64.store offset=32760 align=1
local.get 7
i64.load offset=32760 align=1
local.set 8
local.get 8
local.get $rax
local.get $rsp
return
unreachable

;; 66 68 34 12  data16 push 0x1234
(local i64 i64 i32 i32 i64 i64)
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
local.tee 7
i32.const 4660
i32.store16 offset=32766 align=1
local.get 7
i64.load offset=32766 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 6
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 68 88 a9 cb ed  push 0xffffffffedcba988
(local i64 i64 i32 i32 i64 i64)
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
local.tee 7
i64.const -305419896
i64.store offset=32760 align=1
local.get 7
i64.load offset=32760 align=1
local.set 8
local.get 8
local.get $rax
local.get $rsp
return
unreachable

;; 66 6a fd  data16 push 0xfffd
(local i64 i64 i32 i32 i64 i64)
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
local.tee 7
i32.const 65533
i32.store16 offset=32766 align=1
local.get 7
i64.load offset=32766 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 6
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f a0  data16 push fs
(local i64 i64 i32 i32 i64 i64)
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
local.tee 7
i32.const 0
i32.store16 offset=32766 align=1
local.get 7
i64.load offset=32766 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 6
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f a0  push fs
(local i64 i64 i32 i32 i64 i64)
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
local.tee 7
i64.const 0
i64.store offset=32760 align=1
local.get 7
i64.load offset=32760 align=1
local.set 8
local.get 8
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f a8  data16 push gs
(local i64 i64 i32 i32 i64 i64)
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
local.tee 7
i32.const 0
i32.store16 offset=32766 align=1
local.get 7
i64.load offset=32766 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 6
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f a8  push gs
(local i64 i64 i32 i32 i64 i64)
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
local.tee 7
i64.const 0
i64.store offset=32760 align=1
local.get 7
i64.load offset=32760 align=1
local.set 8
local.get 8
local.get $rax
local.get $rsp
return
unreachable

;; 66 58  pop ax
(local i64 i64 i32 i32 i32 i64 i64)
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
local.tee 7
i32.load16_u offset=32768 align=1
local.set 8
local.get 7
i64.load offset=32770 align=1
local.set 9
local.get 9
local.get $rax
i64.const -65536
i64.and
local.get 8
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 10
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 58  pop rax
(local i64 i64 i32 i32 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 7
i64.load offset=32768 align=1
local.set 8
local.get 7
i64.load offset=32776 align=1
local.set 9
local.get 9
local.get 8
local.get $rsp
i64.const 16
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 66 8f c0  pop ax
(local i64 i64 i32 i32 i32 i64 i64)
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
local.tee 7
i32.load16_u offset=32768 align=1
local.set 8
local.get 7
i64.load offset=32770 align=1
local.set 9
local.get 9
local.get $rax
i64.const -65536
i64.and
local.get 8
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 10
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 8f 45 10  pop qword ptr [rbp+0x10]
(local i64 i64 i64 i32 i32 i64 i64 i64)
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
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 8
i64.load offset=32768 align=1
local.set 9
local.get $rbp
i32.wrap_i64
local.get 9
i64.store offset=16 align=1
local.get 8
i64.load offset=32776 align=1
local.set 10
local.get 10
local.get $rsp
i64.const 16
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; d7  xlat [rbx]
(local i64 i64 i64 i32 i32 i64)
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
local.get $rbx
i32.wrap_i64
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i32.add
i32.load8_u
local.set 8
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
local.get 8
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

;; 88 dc  mov ah, bl
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
local.get $rbx
i32.wrap_i64
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

;; 8a 05 00 01 00 00  mov al, [0x400106]
(local i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i32.const 4194566
i32.load8_u
local.set 7
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
local.get 7
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

;; 64 8b 04 25 28 00 00 00  mov eax, fs:[0x28]
(local i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $fs_base
i32.wrap_i64
i32.const 40
i32.add
i32.load align=1
local.set 7
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get 7
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

;; 64 48 8b 04 25 00 00 00 00  mov rax, fs:[0]
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $fs_base
i32.wrap_i64
i64.load align=1
local.set 7
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 48 89 7c 24 08  mov [rsp+8], rdi
(local i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 7
local.get $rdi
i64.store offset=32776 align=1
local.get 7
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

;; 67 48 8b 44 8f 08  mov rax, [edi+ecx*4+8]
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rcx
local.set $rcx
local.get $rdi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 2
i32.shl
i32.add
i64.load offset=8 align=1
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
local.set 4
local.get $rdi
global.set $rdi
local.get 4
local.get $rsp
return
unreachable

;; c7 07 07 00 00 00  mov dword ptr [rdi], 7
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
i32.const 7
i32.store align=1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
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

;; 48 8d 05 00 01 00 00  lea rax, [0x400107]
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
i64.const 4194567
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 54  push rsp
(local i64 i64 i32 i32 i64 i64)
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
local.tee 7
local.get $rsp
i64.store offset=32760 align=1
local.get 7
i64.load offset=32760 align=1
local.set 8
local.get 8
local.get $rax
local.get $rsp
return
unreachable

;; 5c  pop rsp
(local i64 i64 i32 i64 i64 i64)
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
i32.wrap_i64
i64.load align=1
local.set 8
local.get 8
local.get 7
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 8f 44 24 08  pop qword ptr [rsp+8]
(local i64 i64 i32 i32 i64 i64 i64)
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
local.tee 7
i64.load offset=32768 align=1
local.set 8
local.get 7
local.get 8
i64.store offset=32784 align=1
local.get 7
i64.load offset=32776 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 16
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 91  xchg ecx, eax
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
i32.wrap_i64
i64.extend_i32_u
local.get $rax
i32.wrap_i64
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rcx
local.set $rax
local.get $rcx
global.set $rcx
local.get $rax
local.get $rsp
return
unreachable

;; 48 87 07  xchg [rdi], rax
(local i64 i64 i32 i32 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.set 7
local.get $rax
local.set 8
local.get 7
i32.const 7
i32.and
i32.eqz
if (result i64) ;; label = @1
  local.get 7
  local.get 8
  i64.atomic.rmw.xchg
else
  local.get 7
  i64.load align=1
  local.set 9
  local.get 7
  local.get 8
  i64.store align=1
  local.get 9
end
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get 10
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 0f 48 07  cmovs eax, [rdi]
(local i64 i32 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $sf
local.set $sf
local.get $rdi
i32.wrap_i64
i32.load align=1
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
local.get $rax
i32.wrap_i64
local.get $sf
select
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable
