;;; Emitted Wasm of several instructions together: flags that are read, fused comparisons, values kept in locals.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 01 c8 72 1e  add eax, ecx; jb 0x400022
(local i64 i64 i64 i32 i32 i32 i64)
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rax
i32.wrap_i64
local.tee 8
local.get $rcx
i32.wrap_i64
i32.add
local.tee 9
local.get 8
i32.lt_u
local.get 9
i64.extend_i32_u
local.set $rax
if ;; label = @1
  local.get $rax
  global.set $rax
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194338
  local.set 6
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 6
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 6
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 6
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 10
  local.get 10
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 48 29 c8 7c 1e  sub rax, rcx; jl 0x400023
(local i64 i64 i64 i32 i64)
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rax
local.get $rcx
i64.lt_s
local.get $rax
local.get $rcx
i64.sub
local.set $rax
if ;; label = @1
  local.get $rax
  global.set $rax
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 6
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 6
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 6
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 6
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 8
  local.get 8
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 48 39 f7 73 1e  cmp rdi, rsi; jae 0x400023
(local i64 i64 i32 i64)
local.get $rdi
local.get $rsi
i64.ge_u
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 5
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 5
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 5
    call $resolve
  end
  return_call_ref 0
else
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
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 39 f7 7e 1e  cmp edi, esi; jle 0x400022
(local i64 i64 i32 i32 i32 i32 i64)
local.get $rdi
i32.wrap_i64
local.get $rsi
i32.wrap_i64
i32.le_s
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194338
  local.set 5
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 5
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 5
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 10
  local.get 10
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 3c 41 75 1e  cmp al, 0x41; jne 0x400022
(local i64 i64 i32 i32 i32 i64)
global.get $rax
local.set $rax
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i32.const 65
i32.ne
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194338
  local.set 5
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 5
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 5
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 9
  local.get 9
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 66 83 3f 00 0f 95 c0  cmp word ptr [rdi], 0; setne al
(local i64 i64 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
i32.load16_u align=1
local.set 7
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
local.get 7
i32.const 0
i32.ne
i64.extend_i32_u
i64.or
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

;; 48 85 ff 74 1e  test rdi, rdi; je 0x400023
(local i64 i64 i32 i64)
local.get $rdi
i64.eqz
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 5
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 5
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 5
    call $resolve
  end
  return_call_ref 0
else
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
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 85 c0 0f 9e c1  test eax, eax; setle cl
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
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 0
i32.le_s
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

;; f6 c1 40 7b 1e  test cl, 0x40; jnp 0x400023
(local i64 i64 i64 i32 i64)
global.get $rcx
local.set $rcx
local.get $rcx
i32.wrap_i64
i32.const 255
i32.and
i32.const 64
i32.and
i32.const 255
i32.and
i32.popcnt
i32.const 1
i32.and
i32.const 1
i32.xor
i32.eqz
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 6
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 6
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 6
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 6
    call $resolve
  end
  return_call_ref 0
else
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
end
unreachable

;; 83 e0 0f 78 1e  and eax, 0xf; js 0x400023
(local i64 i64 i32 i32 i64)
global.get $rax
local.set $rax
local.get $rax
i32.wrap_i64
i32.const 15
i32.and
local.tee 7
i32.const 0
i32.lt_s
local.get 7
i64.extend_i32_u
local.set $rax
if ;; label = @1
  local.get $rax
  global.set $rax
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 5
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 5
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 5
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 8
  local.get 8
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; ff c9 75 1e  dec ecx; jne 0x400022
(local i64 i64 i64 i32 i32 i64)
global.get $rcx
local.set $rcx
local.get $rcx
i32.wrap_i64
i32.const -1
i32.add
local.tee 8
i32.const 0
i32.ne
local.get 8
i64.extend_i32_u
local.set $rcx
local.get $rcx
global.set $rcx
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194338
  local.set 6
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 6
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 6
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 6
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 9
  local.get 9
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 48 f7 d8 48 19 c9  neg rax; sbb rcx, rcx
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
i64.const 0
local.get $rax
i64.sub
i64.const 0
i64.const 0
local.get $rax
i64.lt_u
i64.extend_i32_u
i64.sub
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

;; 48 01 c8 48 11 da  add rax, rcx; adc rdx, rbx
(local i64 i64 i64 i64 i32 i64 i64)
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
local.tee 10
local.get $rdx
local.get $rbx
i64.add
local.get 10
local.get $rax
i64.lt_u
i64.extend_i32_u
i64.add
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

;; 48 29 c8 48 19 da  sub rax, rcx; sbb rdx, rbx
(local i64 i64 i64 i64 i32 i64 i64)
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
local.get $rdx
local.get $rbx
i64.sub
local.get $rax
local.get $rcx
i64.lt_u
i64.extend_i32_u
i64.sub
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

;; 48 39 f7 48 0f 4f c2  cmp rdi, rsi; cmovg rax, rdx
(local i64 i64 i32 i64 i64)
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rdx
local.get $rax
local.get $rdi
local.get $rsi
i64.gt_s
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 48 39 f7 0f 94 c0 0f b6 c0  cmp rdi, rsi; sete al; movzx eax, al
(local i64 i64 i32 i32 i64 i64 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rdi
local.get $rsi
i64.eq
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f a3 c8 72 1e  bt rax, rcx; jb 0x400024
(local i64 i64 i64 i32 i64)
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rax
local.get $rcx
i64.shr_u
i32.wrap_i64
i32.const 1
i32.and
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194340
  local.set 6
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 6
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 6
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 6
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 8
  local.get 8
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; c1 e0 03 72 1e  shl eax, 3; jb 0x400023
(local i64 i64 i32 i32 i64)
global.get $rax
local.set $rax
local.get $rax
i32.wrap_i64
local.tee 7
i32.const 29
i32.shr_u
i32.const 1
i32.and
local.get 7
i32.const 3
i32.shl
i64.extend_i32_u
local.set $rax
if ;; label = @1
  local.get $rax
  global.set $rax
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 5
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 5
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 5
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 8
  local.get 8
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 48 d3 e8 74 1e  shr rax, cl; je 0x400023
(local i64 i64 i32 i64 i32 i64)
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $zf
local.set $zf
local.get $rax
local.get $rcx
i64.shr_u
local.tee 9
i64.eqz
local.get $zf
local.get $rcx
i32.wrap_i64
i32.const 63
i32.and
select
local.get 9
local.set $rax
if ;; label = @1
  local.get $rax
  global.set $rax
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 7
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 7
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 7
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 7
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 9
  local.get 9
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 0f af c1 70 1e  imul eax, ecx; jo 0x400023
(local i64 i64 i64 i32 i32 i32 i64)
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rax
i32.wrap_i64
local.tee 8
i64.extend_i32_s
local.get $rcx
i32.wrap_i64
local.tee 9
i64.extend_i32_s
i64.mul
local.tee 10
i64.const 32
i64.shr_u
i32.wrap_i64
local.get 10
i32.wrap_i64
i32.const 31
i32.shr_s
i32.ne
local.get 8
local.get 9
i32.mul
i64.extend_i32_u
local.set $rax
if ;; label = @1
  local.get $rax
  global.set $rax
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 6
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 6
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 6
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 6
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 10
  local.get 10
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 48 f7 e1 70 1e  mul rcx; jo 0x400023
(local i64 i64 i64 i32 i64 i64)
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rax
local.get $rcx
i64.mul_wide_u
local.set 8
local.set 9
local.get 8
i64.const 0
i64.ne
local.get 9
local.get 8
local.set $rdx
local.set $rax
if ;; label = @1
  local.get $rax
  global.set $rax
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 6
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 6
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 6
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 6
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 8
  local.get 8
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 48 01 c8 70 1e  add rax, rcx; jo 0x400023
(local i64 i64 i64 i32 i64)
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rax
local.get $rax
local.get $rcx
i64.add
local.tee 8
i64.xor
local.get $rcx
local.get 8
i64.xor
i64.and
i64.const 0
i64.lt_s
local.get 8
local.set $rax
if ;; label = @1
  local.get $rax
  global.set $rax
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 6
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 6
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 6
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 6
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 8
  local.get 8
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 00 c8 9c  add al, cl; pushfq
(local i64 i64 i32 i64 i32 i32 i32 i32 i32 i64 i64)
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
global.get $df
local.set $df
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 9
local.get $df
i32.const 10
i32.shl
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
local.tee 10
local.get 10
local.get $rcx
i32.wrap_i64
i32.const 255
i32.and
local.tee 11
i32.add
i32.const 255
i32.and
local.tee 12
i32.xor
local.get 11
local.get 12
i32.xor
i32.and
i32.const 7
i32.shr_u
i32.const 11
i32.shl
local.get 12
i32.const 7
i32.shr_u
i32.const 7
i32.shl
local.get 12
i32.eqz
i32.const 6
i32.shl
local.get 10
local.get 11
i32.xor
local.get 12
i32.xor
i32.const 4
i32.shr_u
i32.const 1
i32.and
i32.const 4
i32.shl
local.get 12
i32.const 255
i32.and
i32.popcnt
i32.const 1
i32.and
i32.const 1
i32.xor
i32.const 2
i32.shl
local.get 12
local.get 10
i32.lt_u
i32.const 514
i32.or
i32.or
i32.or
i32.or
i32.or
i32.or
i32.or
i64.extend_i32_u
i64.store offset=32760 align=1
local.get 9
i64.load offset=32760 align=1
local.set 13
local.get 13
local.get $rax
i64.const -256
i64.and
local.get 12
i64.extend_i32_u
i64.or
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 29 c8 9f  sub rax, rcx; lahf
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
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rax
local.get $rcx
i64.sub
local.tee 9
i64.const -65281
i64.and
local.get 9
i64.const 0
i64.lt_s
i32.const 7
i32.shl
local.get $rax
local.get $rcx
i64.eq
i32.const 6
i32.shl
local.get $rax
local.get $rcx
i64.xor
local.get 9
i64.xor
i32.wrap_i64
i32.const 4
i32.shr_u
i32.const 1
i32.and
i32.const 4
i32.shl
local.get 9
i32.wrap_i64
i32.const 255
i32.and
i32.popcnt
i32.const 1
i32.and
i32.const 1
i32.xor
i32.const 2
i32.shl
local.get $rax
local.get $rcx
i64.lt_u
i32.const 2
i32.or
i32.or
i32.or
i32.or
i32.or
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

;; 48 d3 e0 9c  shl rax, cl; pushfq
(local i64 i64 i32 i32 i32 i32 i32 i32 i32 i64 i32 i32 i32 i32 i64 i64 i64)
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
global.get $pf
local.set $pf
global.get $af
local.set $af
global.get $zf
local.set $zf
global.get $sf
local.set $sf
global.get $of
local.set $of
global.get $df
local.set $df
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 15
local.get $df
i32.const 10
i32.shl
local.get $rax
local.get $rcx
i64.shl
local.tee 18
i64.const 0
i64.lt_s
local.get $rax
i64.const 64
local.get $rcx
i64.sub
i64.shr_u
i32.wrap_i64
i32.const 1
i32.and
local.tee 16
i32.xor
local.get $of
local.get $rcx
i32.wrap_i64
i32.const 63
i32.and
local.tee 17
select
i32.const 11
i32.shl
local.get 18
i64.const 0
i64.lt_s
local.get $sf
local.get 17
select
i32.const 7
i32.shl
local.get 18
i64.eqz
local.get $zf
local.get 17
select
i32.const 6
i32.shl
i32.const 0
local.get $af
local.get 17
select
i32.const 4
i32.shl
local.get 18
i32.wrap_i64
i32.const 255
i32.and
i32.popcnt
i32.const 1
i32.and
i32.const 1
i32.xor
local.get $pf
local.get 17
select
i32.const 2
i32.shl
local.get 16
local.get $cf
local.get 17
select
i32.const 514
i32.or
i32.or
i32.or
i32.or
i32.or
i32.or
i32.or
i64.extend_i32_u
i64.store offset=32760 align=1
local.get 15
i64.load offset=32760 align=1
local.set 19
local.get 19
local.get 18
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f 2e c1 77 1e  ucomisd xmm0, xmm1; ja 0x400024
(local i64 v128 v128 i64 i32 i32 i32 i32 i64 f64 f64)
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $xmm0
f64x2.extract_lane 0
local.get $xmm1
f64x2.extract_lane 0
f64.gt
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194340
  local.set 7
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 7
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 7
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 7
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 12
  local.get 12
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 66 0f 2e c1 76 1e  ucomisd xmm0, xmm1; jbe 0x400024
(local i64 v128 v128 i64 i32 i32 i32 i32 i64 f64 f64)
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $xmm0
f64x2.extract_lane 0
local.get $xmm1
f64x2.extract_lane 0
f64.gt
i32.eqz
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194340
  local.set 7
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 7
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 7
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 7
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 12
  local.get 12
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 66 0f 2e c1 75 1e  ucomisd xmm0, xmm1; jne 0x400024
(local i64 v128 v128 i64 i32 i32 i64 f64 f64)
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $xmm0
f64x2.extract_lane 0
local.tee 11
local.get $xmm1
f64x2.extract_lane 0
local.tee 12
f64.lt
local.get 11
local.get 12
f64.gt
i32.or
i32.eqz
i32.eqz
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194340
  local.set 7
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 7
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 7
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 7
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 10
  local.get 10
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 0f 2e c1 7a 1e  ucomiss xmm0, xmm1; jp 0x400023
(local i64 v128 v128 i64 i32 i64 f32 f32)
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $xmm0
f32x4.extract_lane 0
local.tee 10
local.get 10
f32.ne
local.get $xmm1
f32x4.extract_lane 0
local.tee 11
local.get 11
f32.ne
i32.or
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 7
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 7
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 7
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 7
    call $resolve
  end
  return_call_ref 0
else
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
  local.set 9
  local.get 9
  local.get $rsp
  i64.const 8
  i64.add
  local.set $rsp
  local.get $rax
  local.get $rsp
  return
end
unreachable

;; 66 0f 2f c1 0f 93 c0  comisd xmm0, xmm1; setae al
(local i64 v128 v128 i64 i32 i32 i64 f64 f64)
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
local.set 10
local.get 10
local.get $rax
i64.const -256
i64.and
local.get $xmm0
f64x2.extract_lane 0
local.get $xmm1
f64x2.extract_lane 0
f64.ge
i32.eqz
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

;; 48 8b 07 48 83 c0 01 48 89 07  mov rax, [rdi]; add rax, 1; mov [rdi], rax
(local i64 i64 i32 i32 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
i32.wrap_i64
local.tee 7
i64.load align=1
local.set 8
local.get 7
local.get 8
i64.const 1
i64.add
local.tee 9
i64.store align=1
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
local.set 4
local.get $rdi
global.set $rdi
local.get 4
local.get $rsp
return
unreachable

;; 55 48 89 e5 48 83 ec 20 c9  push rbp; mov rbp, rsp; sub rsp, 0x20; leave
(local i64 i64 i64 i32 i32 i64 i64 i64 i64)
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
local.get $rbp
i64.store offset=32760 align=1
local.get 8
i64.load offset=32760 align=1
local.set 9
local.get 8
i64.load offset=32768 align=1
local.set 10
local.get 10
local.get $rsp
i64.const 8
i64.add
local.get 9
local.set $rbp
local.set $rsp
local.get $rbp
global.set $rbp
local.get $rax
local.get $rsp
return
unreachable

;; 53 41 54 41 5c 5b  push rbx; push r12; pop r12; pop rbx
(local i64 i64 i64 i64 i32 i32 i64 i64 i64 i64 i64 i64)
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
global.get $r12
local.set $r12
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 9
local.get $rbx
i64.store offset=32760 align=1
local.get 9
local.get $r12
i64.store offset=32752 align=1
local.get 9
i64.load offset=32752 align=1
local.set 10
local.get 9
i64.load offset=32760 align=1
local.set 11
local.get 9
i64.load offset=32768 align=1
local.set 12
local.get 12
local.get 11
local.get $rsp
i64.const 8
i64.add
local.get 10
local.set $r12
local.set $rsp
local.set $rbx
local.get $rbx
global.set $rbx
local.get $r12
global.set $r12
local.get $rax
local.get $rsp
return
unreachable

;; 48 63 c7 48 8d 04 86 8b 00  movsxd rax, edi; lea rax, [rsi+rax*4]; mov eax, [rax]
(local i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
local.get $rdi
i32.wrap_i64
i64.extend_i32_s
i64.const 2
i64.shl
i64.add
i32.wrap_i64
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
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get 4
local.get $rsp
return
unreachable

;; 31 c0 8a 07 8a 26  xor eax, eax; mov al, [rdi]; mov ah, [rsi]
(local i64 i64 i32 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
i32.load8_u
local.set 7
local.get $rsi
i32.wrap_i64
i32.load8_u
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
i64.const 0
local.get 7
i64.extend_i32_u
i64.or
i64.const -65281
i64.and
local.get 8
i64.extend_i32_u
i64.const 8
i64.shl
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 99 f7 f9  cdq; idiv ecx
(local i64 i64 i64 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64 i64)
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
i32.wrap_i64
local.tee 8
i32.const 31
i32.shr_s
local.set 9
local.get 8
local.set 10
local.get $rcx
i32.wrap_i64
local.set 11
local.get 11
i32.eqz
if ;; label = @1
  i32.const 0
  i64.const 4194305
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 11
i32.const -1
i32.eq
local.get 10
i32.const -2147483648
i32.eq
i32.and
if ;; label = @1
  i32.const 0
  i64.const 4194305
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 10
local.get 11
i32.div_s
local.set 12
local.get 10
local.get 11
i32.rem_s
local.set 13
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 16
local.get 16
local.get 12
i64.extend_i32_u
local.get 13
i64.extend_i32_u
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

;; 31 d2 48 f7 f1  xor edx, edx; div rcx
(local i64 i64 i64 i32 i32 i64 i64 i64 i64 i64 i64 i64)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
i64.const 0
local.set 9
local.get $rax
local.set 10
local.get $rcx
local.set 11
local.get 11
i64.eqz
if ;; label = @1
  local.get $rdx
  global.set $rdx
  i32.const 0
  i64.const 4194306
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 10
local.get 11
i64.div_u
local.set 12
local.get 10
local.get 11
i64.rem_u
local.set 13
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

;; 48 99 48 f7 f9  cqo; idiv rcx
(local i64 i64 i64 i32 i64 i64 i64 i64 i64 i64 i64)
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
i64.const 63
i64.shr_s
local.set 8
local.get $rax
local.set 9
local.get $rcx
local.set 10
local.get 10
i64.eqz
if ;; label = @1
  i32.const 0
  i64.const 4194306
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 10
i64.const -1
i64.eq
local.get 9
i64.const -9223372036854775808
i64.eq
i32.and
if ;; label = @1
  i32.const 0
  i64.const 4194306
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 9
local.get 10
i64.div_s
local.set 11
local.get 9
local.get 10
i64.rem_s
local.set 12
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
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f ef c0 f2 0f 2a c7 f2 0f 59 c1 f2 0f 2c c0  pxor xmm0, xmm0; cvtsi2sd xmm0, edi; mulsd xmm0, xmm1; cvttsd2si eax, xmm0
(local i64 v128 v128 i64 i32 i64 f64 f64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
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
local.get $rdi
i32.wrap_i64
f64.convert_i32_s
local.get $xmm1
f64x2.extract_lane 0
f64.mul
local.tee 10
i32.trunc_sat_f64_s
i32.const -2147483648
local.get 10
f64.const 0x1p+31 (;=2147483648;)
f64.lt
select
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
local.get 10
f64x2.replace_lane 0
local.set $xmm0
local.set $rsp
local.set 4
local.get $rdi
global.set $rdi
local.get $xmm0
global.set $xmm0
local.get 4
local.get $rsp
return
unreachable

;; 66 0f 74 c1 66 0f d7 c0 0f bc c0  pcmpeqb xmm0, xmm1; pmovmskb eax, xmm0; bsf eax, eax
(local i64 v128 v128 i64 i32 i32 i64 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
local.get $xmm0
local.get $xmm1
i8x16.eq
local.tee 11
i8x16.bitmask
local.tee 9
i32.ctz
i64.extend_i32_u
local.get 9
i64.extend_i32_u
local.get 9
i32.const 0
i32.ne
select
local.get $rsp
i64.const 8
i64.add
local.get 11
local.set $xmm0
local.set $rsp
local.set 4
local.get $xmm0
global.set $xmm0
local.get 4
local.get $rsp
return
unreachable

;; b8 3c 00 00 00 31 ff 0f 05  mov eax, 0x3c; xor edi, edi; syscall
(local i64 i64 i64 i64 i64 i64 i64 i32 i32 i64)
global.get $r8
local.set $r8
global.get $r9
local.set $r9
global.get $r10
local.set $r10
i64.const 60
i64.const 4194313
i64.const 0
i64.const 582
local.set $r11
local.set $rdi
local.set $rcx
local.set 4
local.get $rcx
global.set $rcx
local.get $r11
global.set $r11
local.get 4
local.get $rdi
local.get $rsi
local.get $rdx
local.get $r10
local.get $r8
local.get $r9
call $syscall
local.set 11
local.set 4
local.get 11
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i64.const 4194313
  global.set $pc
  i64.const 1
  local.get 4
  local.get $rsp
  return
end
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
local.set 13
local.get 13
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get 4
local.get $rsp
return
unreachable

;; 83 ff 03 77 1e ff 24 fd 00 08 40 00  cmp edi, 3; ja 0x400023; jmp qword ptr [rdi*8+0x400800]
(local i64 i64 i32 i32 i32 i64)
local.get $rdi
i32.wrap_i64
i32.const 3
i32.gt_u
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i32.const 0
  i32.load8_u offset=61440
  drop
  i64.const 4194339
  local.set 5
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 5
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 5
    call $resolve
  end
  return_call_ref 0
else
  local.get $rdi
  i32.wrap_i64
  i32.const 3
  i32.shl
  i32.const 4196352
  i32.add
  i64.load align=1
  local.set 9
  local.get 9
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  local.set 5
  i32.const 0
  i32.load8_u offset=61448
  drop
  local.get $rsp
  local.get $rdi
  local.get $rsi
  local.get $rdx
  block (result (ref 0)) ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i64.const 4096
    i64.lt_u
    if ;; label = @3
      local.get 5
      i64.const 4194304
      i64.sub
      i32.wrap_i64
      table.get 0
      br_on_non_null 1 (;@2;)
    end
    local.get 5
    call $resolve
  end
  return_call_ref 0
end
unreachable

;; dd 07 dc 06 dd 1f  fld st, qword ptr [rdi]; fadd st, qword ptr [rsi]; fstp qword ptr [rdi], st
(local i64 i64 i32 i32 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
i64.const 605
local.get $rdi
i32.wrap_i64
local.tee 7
i64.extend_i32_u
call $x87
drop
i64.const 589
local.get $rsi
i32.wrap_i64
i64.extend_i32_u
call $x87
drop
i64.const 608
local.get 7
i64.extend_i32_u
call $x87
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
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; ff ff ff  (bad); (bad)
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 1
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 48 01 d8 48 ff c9 75 f8  add rax, rbx; dec rcx; jne 0x400000
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
global.get $rbx
local.set $rbx
loop ;; label = @1
  i32.const 0
  i32.load8_u offset=61440
  drop
  local.get $rcx
  i64.const -1
  i64.add
  local.tee 9
  i64.const 0
  i64.ne
  local.get $rax
  local.get $rbx
  i64.add
  local.get 9
  local.set $rcx
  local.set $rax
  br_if 0 (;@1;)
  local.get $rcx
  global.set $rcx
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
end
unreachable
