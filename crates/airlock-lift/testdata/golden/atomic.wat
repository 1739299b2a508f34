;;; Emitted Wasm of the rows in `sem/atomic.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 0f c0 c8  xadd al, cl
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
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
local.tee 8
local.get $rcx
i32.wrap_i64
i32.const 255
i32.and
i32.add
i32.const 255
i32.and
i64.extend_i32_u
i64.or
local.get $rcx
i64.const -256
i64.and
local.get 8
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

;; f0 66 0f c1 4d 10  lock xadd [rbp+0x10], cx
(local i64 i64 i64 i64 i32 i32 i32 i32 i32 i32 i32 i32 i64)
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
i32.const 65535
i32.and
local.set 10
local.get 9
i32.const 1
i32.and
i32.eqz
if (result i32) ;; label = @1
  local.get 9
  local.get 10
  i32.atomic.rmw16.add_u
else
  local.get 9
  i32.load16_u align=1
  local.set 11
  local.get 9
  local.get 11
  local.get 10
  i32.add
  i32.store16 align=1
  local.get 11
end
local.set 12
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 16
local.get 16
local.get $rcx
i64.const -65536
i64.and
local.get 12
i64.extend_i32_u
i64.or
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

;; 0f c1 c8  xadd eax, ecx
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
i32.wrap_i64
local.tee 8
local.get $rcx
i32.wrap_i64
i32.add
i64.extend_i32_u
local.get 8
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

;; f0 48 0f c1 4d 10  lock xadd [rbp+0x10], rcx
(local i64 i64 i64 i64 i32 i32 i64 i64 i64 i64 i64 i64)
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
local.set 10
local.get 9
i32.const 7
i32.and
i32.eqz
if (result i64) ;; label = @1
  local.get 9
  local.get 10
  i64.atomic.rmw.add
else
  local.get 9
  i64.load align=1
  local.set 11
  local.get 9
  local.get 11
  local.get 10
  i64.add
  i64.store align=1
  local.get 11
end
local.set 12
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 13
local.get 13
local.get 12
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

;; f0 0f b0 6d 10  lock cmpxchg [rbp+0x10], ch
(local i64 i64 i64 i64 i32 i32 i32 i32 i32 i32 i32 i32 i64)
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
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
local.tee 10
local.set 11
local.get $rcx
i32.wrap_i64
i32.const 8
i32.shr_u
i32.const 255
i32.and
local.set 12
local.get 9
local.get 11
local.get 12
i32.atomic.rmw8.cmpxchg_u
local.set 13
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 16
local.get 16
local.get $rax
i64.const -256
i64.and
local.get 13
i64.extend_i32_u
i64.or
local.get $rax
local.get 10
local.get 13
i32.ne
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

;; 66 0f b1 c8  cmpxchg ax, cx
(local i64 i64 i64 i32 i32 i32 i32 i32 i64 i64)
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
local.set 12
local.get 12
local.get $rax
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
local.tee 8
i32.const 65535
i32.and
local.tee 9
i64.extend_i32_u
i64.or
local.get $rax
local.get 8
i32.const 65535
i32.and
local.tee 10
local.get 9
i32.ne
select
local.tee 13
i64.const -65536
i64.and
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
local.get 13
local.get 10
local.get 9
i32.eq
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

;; f0 0f b1 4d 10  lock cmpxchg [rbp+0x10], ecx
(local i64 i64 i64 i64 i32 i32 i32 i32 i32 i32 i32 i32 i64)
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
local.get $rax
i32.wrap_i64
local.tee 10
local.set 11
local.get $rcx
i32.wrap_i64
local.set 12
local.get 9
i32.const 3
i32.and
i32.eqz
if (result i32) ;; label = @1
  local.get 9
  local.get 11
  local.get 12
  i32.atomic.rmw.cmpxchg
else
  local.get 9
  i32.load align=1
  local.tee 13
  local.get 11
  i32.eq
  if ;; label = @2
    local.get 9
    local.get 12
    i32.store align=1
  end
  local.get 13
end
local.set 14
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 16
local.get 16
local.get 14
i64.extend_i32_u
local.get $rax
local.get 10
local.get 14
i32.ne
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

;; 48 0f b1 c8  cmpxchg rax, rcx
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
local.get $rax
local.get $rax
local.get $rax
i64.ne
select
local.get $rax
local.get $rax
i64.eq
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

;; f0 48 0f c7 4d 10  lock cmpxchg16b [rbp+0x10]
(local i64 i64 i64 i64 i64 i32 i32 i32 i64 i64 i64)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $rbx
local.set $rbx
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
local.tee 10
i32.const 16
i32.add
i32.const 15
i32.and
if ;; label = @1
  local.get $rdx
  global.set $rdx
  i32.const 3
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 10
i64.load offset=16 align=1
local.set 12
local.get 10
i64.load offset=24 align=1
local.set 13
local.get 10
local.get $rbx
local.get 12
local.get 12
local.get $rax
i64.eq
local.get 13
local.get $rdx
i64.eq
i32.and
local.tee 11
select
i64.store offset=16 align=1
local.get 10
local.get $rcx
local.get 13
local.get 11
select
i64.store offset=24 align=1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 14
local.get 14
local.get 12
local.get 13
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; f0 83 07 01  lock add dword ptr [rdi], 1
(local i64 i64 i32 i32 i32 i32 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.set 7
i32.const 1
local.set 8
local.get 7
i32.const 3
i32.and
i32.eqz
if (result i32) ;; label = @1
  local.get 7
  local.get 8
  i32.atomic.rmw.add
else
  local.get 7
  i32.load align=1
  local.set 9
  local.get 7
  local.get 9
  local.get 8
  i32.add
  i32.store align=1
  local.get 9
end
drop
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 13
local.get 13
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

;; f0 48 0f b1 0f  lock cmpxchg [rdi], rcx
(local i64 i64 i64 i32 i32 i64 i64 i64 i64 i64 i64)
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
local.set 8
local.get $rax
local.set 9
local.get $rcx
local.set 10
local.get 8
i32.const 7
i32.and
i32.eqz
if (result i64) ;; label = @1
  local.get 8
  local.get 9
  local.get 10
  i64.atomic.rmw.cmpxchg
else
  local.get 8
  i64.load align=1
  local.tee 11
  local.get 9
  i64.eq
  if ;; label = @2
    local.get 8
    local.get 10
    i64.store align=1
  end
  local.get 11
end
local.set 12
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 13
local.get 13
local.get 12
local.get $rax
local.get $rax
local.get 12
i64.ne
select
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

;; 0f b1 c8  cmpxchg eax, ecx
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
local.get $rcx
i32.wrap_i64
i64.extend_i32_u
local.get $rax
i32.wrap_i64
local.tee 8
i64.extend_i32_u
local.get $rax
local.get 8
local.get 8
i32.ne
select
local.get 8
local.get 8
i32.eq
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

;; f0 48 0f c1 07  lock xadd [rdi], rax
(local i64 i64 i32 i32 i64 i64 i64 i64 i64 i64)
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
  i64.atomic.rmw.add
else
  local.get 7
  i64.load align=1
  local.set 9
  local.get 7
  local.get 9
  local.get 8
  i64.add
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

;; f0 0f ba 2f 05  lock bts dword ptr [rdi], 5
(local i64 i64 i32 i32 i32 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.set 7
i32.const 32
local.set 8
local.get 7
i32.const 3
i32.and
i32.eqz
if (result i32) ;; label = @1
  local.get 7
  local.get 8
  i32.atomic.rmw.or
else
  local.get 7
  i32.load align=1
  local.set 9
  local.get 7
  local.get 9
  local.get 8
  i32.or
  i32.store align=1
  local.get 9
end
drop
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
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f0 f6 17  lock not byte ptr [rdi]
(local i64 i64 i32 i32 i32 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.set 7
i32.const 255
local.set 8
local.get 7
local.get 8
i32.atomic.rmw8.xor_u
drop
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
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f0 48 ff 07  lock inc qword ptr [rdi]
(local i64 i64 i32 i32 i64 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.set 7
i64.const 1
local.set 8
local.get 7
i32.const 7
i32.and
i32.eqz
if (result i64) ;; label = @1
  local.get 7
  local.get 8
  i64.atomic.rmw.add
else
  local.get 7
  i64.load align=1
  local.set 9
  local.get 7
  local.get 9
  local.get 8
  i64.add
  i64.store align=1
  local.get 9
end
drop
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

;; f0 48 19 07  lock sbb [rdi], rax
(local i64 i32 i64 i32 i32 i64 i64 i64 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $cf
local.set $cf
local.get $rdi
i32.wrap_i64
local.set 8
local.get $rax
local.get $cf
i64.extend_i32_u
i64.add
local.set 9
local.get 8
i32.const 7
i32.and
i32.eqz
if (result i64) ;; label = @1
  local.get 8
  local.get 9
  i64.atomic.rmw.sub
else
  local.get 8
  i64.load align=1
  local.set 10
  local.get 8
  local.get 10
  local.get 9
  i64.sub
  i64.store align=1
  local.get 10
end
drop
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
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f0 f7 1f  lock neg dword ptr [rdi]
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
i32.const 0
local.get 8
i32.sub
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

;; f0 0f c7 0f  lock cmpxchg8b [rdi]
(local i64 i64 i64 i64 i32 i32 i32 i64 i64 i64 i64 i64 i64)
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $rbx
local.set $rbx
local.get $rdi
i32.wrap_i64
local.set 9
local.get $rdx
i32.wrap_i64
i64.extend_i32_u
i64.const 32
i64.shl
local.get $rax
i32.wrap_i64
i64.extend_i32_u
i64.or
local.tee 11
local.set 12
local.get $rcx
i32.wrap_i64
i64.extend_i32_u
i64.const 32
i64.shl
local.get $rbx
i32.wrap_i64
i64.extend_i32_u
i64.or
local.set 13
local.get 9
i32.const 7
i32.and
i32.eqz
if (result i64) ;; label = @1
  local.get 9
  local.get 12
  local.get 13
  i64.atomic.rmw.cmpxchg
else
  local.get 9
  i64.load align=1
  local.tee 14
  local.get 12
  i64.eq
  if ;; label = @2
    local.get 9
    local.get 13
    i64.store align=1
  end
  local.get 14
end
local.set 15
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 16
local.get 16
local.get 15
i32.wrap_i64
i64.extend_i32_u
local.get $rax
local.get 11
local.get 15
i64.eq
i32.eqz
local.tee 10
select
local.get 15
i64.const 32
i64.shr_u
i32.wrap_i64
i64.extend_i32_u
local.get $rdx
local.get 10
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f0 48 0f c7 0f  lock cmpxchg16b [rdi]
(local i64 i64 i64 i64 i32 i32 i32 i64 i64 i64)
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $rbx
local.set $rbx
local.get $rdi
i32.wrap_i64
local.tee 9
i32.const 15
i32.and
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rdi
  global.set $rdi
  i32.const 3
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 9
i64.load align=1
local.set 11
local.get 9
i64.load offset=8 align=1
local.set 12
local.get 9
local.get $rbx
local.get 11
local.get 11
local.get $rax
i64.eq
local.get 12
local.get $rdx
i64.eq
i32.and
local.tee 10
select
i64.store align=1
local.get 9
local.get $rcx
local.get 12
local.get 10
select
i64.store offset=8 align=1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 13
local.get 13
local.get 11
local.get 12
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable
