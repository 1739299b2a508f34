;;; Emitted Wasm of the rows in `sem/control.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; e9 3b 00 00 00  jmp 0x400040
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 0
i32.load8_u offset=61440
drop
i64.const 4194368
local.set 5
local.get $rsp
local.get $rdi
local.get $rsi
local.get $rdx
block (result (ref 0)) ;; label = @1
  local.get 5
  i64.const 4194304
  i64.sub
  i64.const 4096
  i64.lt_u
  if ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i32.wrap_i64
    table.get 0
    br_on_non_null 1 (;@1;)
  end
  local.get 5
  call $resolve
end
return_call_ref 0
unreachable

;; eb 3e  jmp 0x400040
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 0
i32.load8_u offset=61440
drop
i64.const 4194368
local.set 5
local.get $rsp
local.get $rdi
local.get $rsi
local.get $rdx
block (result (ref 0)) ;; label = @1
  local.get 5
  i64.const 4194304
  i64.sub
  i64.const 4096
  i64.lt_u
  if ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i32.wrap_i64
    table.get 0
    br_on_non_null 1 (;@1;)
  end
  local.get 5
  call $resolve
end
return_call_ref 0
unreachable

;; ff 65 10  jmp qword ptr [rbp+0x10]
(local i64 i64 i64 i32 i64)
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
i64.load offset=16 align=1
local.set 8
local.get 8
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.set 6
i32.const 0
i32.load8_u offset=61440
drop
local.get $rsp
local.get $rdi
local.get $rsi
local.get $rdx
block (result (ref 0)) ;; label = @1
  local.get 6
  i64.const 4194304
  i64.sub
  i64.const 4096
  i64.lt_u
  if ;; label = @2
    local.get 6
    i64.const 4194304
    i64.sub
    i32.wrap_i64
    table.get 0
    br_on_non_null 1 (;@1;)
  end
  local.get 6
  call $resolve
end
return_call_ref 0
unreachable

;; 70 3e  jo 0x400040
(local i64 i32 i64 i32 i64)
global.get $of
local.set $of
local.get $of
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
  i64.const 4194368
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

;; 7a 3e  jp 0x400040
(local i64 i32 i64 i32 i64)
global.get $pf
local.set $pf
local.get $pf
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
  i64.const 4194368
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

;; 0f 84 3a 00 00 00  je 0x400040
(local i64 i32 i64 i32 i64)
global.get $zf
local.set $zf
local.get $zf
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
  i64.const 4194368
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

;; 67 e3 3d  jecxz 0x400040
(local i64 i64 i64 i32 i64)
global.get $rcx
local.set $rcx
local.get $rcx
i32.wrap_i64
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
  i64.const 4194368
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

;; e3 3e  jrcxz 0x400040
(local i64 i64 i64 i32 i64)
global.get $rcx
local.set $rcx
local.get $rcx
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
  i64.const 4194368
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

;; 67 e0 3d  addr32 loopne 0x400040
(local i64 i64 i32 i64 i32 i32 i64)
global.get $rcx
local.set $rcx
global.get $zf
local.set $zf
local.get $rcx
i32.wrap_i64
i32.const -1
i32.add
local.tee 9
i32.const 0
i32.ne
local.get $zf
i32.eqz
i32.and
local.get 9
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
  i64.const 4194368
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

;; 67 e1 3d  addr32 loope 0x400040
(local i64 i64 i32 i64 i32 i32 i64)
global.get $rcx
local.set $rcx
global.get $zf
local.set $zf
local.get $rcx
i32.wrap_i64
i32.const -1
i32.add
local.tee 9
i32.const 0
i32.ne
local.get $zf
i32.and
local.get 9
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
  i64.const 4194368
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

;; 67 e2 3d  addr32 loop 0x400040
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
  i64.const 4194368
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

;; e8 3b 00 00 00  call 0x400040
(local i64 i64 i32 i64)
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.const 4194309
i64.store offset=32760 align=1
local.get $rsp
i64.const -8
i64.add
local.set $rsp
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rsp
local.get $rdi
local.get $rsi
local.get $rdx
i64.const 4194368
local.set 5
block (result (ref 0)) ;; label = @1
  local.get 5
  i64.const 4194304
  i64.sub
  i64.const 4096
  i64.lt_u
  if ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i32.wrap_i64
    table.get 0
    br_on_non_null 1 (;@1;)
  end
  local.get 5
  call $resolve
end
call_ref 0
local.set $rsp
local.set 4
local.tee 5
i64.const 4194309
i64.ne
if ;; label = @1
  local.get 5
  local.get 4
  local.get $rsp
  return
end
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
local.get 4
local.get $rsp
return
unreachable

;; ff d0  call rax
(local i64 i64 i32 i64)
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.const 4194306
i64.store offset=32760 align=1
local.get $rax
local.get $rsp
i64.const -8
i64.add
local.set $rsp
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.set 5
local.get $rsp
local.get $rdi
local.get $rsi
local.get $rdx
block (result (ref 0)) ;; label = @1
  local.get 5
  i64.const 4194304
  i64.sub
  i64.const 4096
  i64.lt_u
  if ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i32.wrap_i64
    table.get 0
    br_on_non_null 1 (;@1;)
  end
  local.get 5
  call $resolve
end
call_ref 0
local.set $rsp
local.set $rax
local.tee 5
i64.const 4194306
i64.ne
if ;; label = @1
  local.get 5
  local.get $rax
  local.get $rsp
  return
end
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

;; c2 34 12  ret 0x1234
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
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 4668
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; c3  ret
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
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 66 c9  data16 leave
(local i64 i64 i64 i32 i32 i32 i64 i64)
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
i32.load16_u align=1
local.set 9
local.get 8
i64.load offset=2 align=1
local.set 10
local.get 10
local.get $rbp
i64.const 10
i64.add
local.get $rbp
i64.const -65536
i64.and
local.get 9
i64.extend_i32_u
i64.or
local.set $rbp
local.set $rsp
local.get $rbp
global.set $rbp
local.get $rax
local.get $rsp
return
unreachable

;; c9  leave
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
local.get $rbp
i32.wrap_i64
local.tee 8
i64.load align=1
local.set 9
local.get 8
i64.load offset=8 align=1
local.set 10
local.get 10
local.get $rbp
i64.const 16
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

;; c8 34 12 00  enter 0x1234, 0
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
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 8
local.get $rbp
i64.store offset=32760 align=1
local.get 8
i64.load offset=28100 align=1
local.set 9
local.get 9
local.get $rsp
i64.const -4660
i64.add
local.get $rsp
i64.const -8
i64.add
local.set $rbp
local.set $rsp
local.get $rbp
global.set $rbp
local.get $rax
local.get $rsp
return
unreachable

;; cc  int3
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 2
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; f1  int1
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 2
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; cd 05  int 5
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 0f 0b  ud2
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

;; 0f b9 45 10  ud1 eax, [rbp+0x10]
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

;; 66 0f ff c1  ud0 ax, cx
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

;; eb 1e  jmp 0x400020
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 0
i32.load8_u offset=61440
drop
i64.const 4194336
local.set 5
local.get $rsp
local.get $rdi
local.get $rsi
local.get $rdx
block (result (ref 0)) ;; label = @1
  local.get 5
  i64.const 4194304
  i64.sub
  i64.const 4096
  i64.lt_u
  if ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i32.wrap_i64
    table.get 0
    br_on_non_null 1 (;@1;)
  end
  local.get 5
  call $resolve
end
return_call_ref 0
unreachable

;; ff e0  jmp rax
(local i64 i64 i32)
global.get $rax
local.set $rax
local.get $rax
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.set 5
i32.const 0
i32.load8_u offset=61440
drop
local.get $rsp
local.get $rdi
local.get $rsi
local.get $rdx
block (result (ref 0)) ;; label = @1
  local.get 5
  i64.const 4194304
  i64.sub
  i64.const 4096
  i64.lt_u
  if ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i32.wrap_i64
    table.get 0
    br_on_non_null 1 (;@1;)
  end
  local.get 5
  call $resolve
end
return_call_ref 0
unreachable

;; ff 27  jmp qword ptr [rdi]
(local i64 i64 i32 i64)
local.get $rdi
i32.wrap_i64
i64.load align=1
local.set 7
local.get 7
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.set 5
i32.const 0
i32.load8_u offset=61440
drop
local.get $rsp
local.get $rdi
local.get $rsi
local.get $rdx
block (result (ref 0)) ;; label = @1
  local.get 5
  i64.const 4194304
  i64.sub
  i64.const 4096
  i64.lt_u
  if ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i32.wrap_i64
    table.get 0
    br_on_non_null 1 (;@1;)
  end
  local.get 5
  call $resolve
end
return_call_ref 0
unreachable

;; e8 1b 00 00 00  call 0x400020
(local i64 i64 i32 i64)
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.const 4194309
i64.store offset=32760 align=1
local.get $rsp
i64.const -8
i64.add
local.set $rsp
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rsp
local.get $rdi
local.get $rsi
local.get $rdx
i64.const 4194336
local.set 5
block (result (ref 0)) ;; label = @1
  local.get 5
  i64.const 4194304
  i64.sub
  i64.const 4096
  i64.lt_u
  if ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i32.wrap_i64
    table.get 0
    br_on_non_null 1 (;@1;)
  end
  local.get 5
  call $resolve
end
call_ref 0
local.set $rsp
local.set 4
local.tee 5
i64.const 4194309
i64.ne
if ;; label = @1
  local.get 5
  local.get 4
  local.get $rsp
  return
end
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
local.get 4
local.get $rsp
return
unreachable

;; ff 15 20 00 00 00  call qword ptr [0x400026]
(local i64 i64 i32 i64)
i32.const 4194342
i64.load align=1
local.set 7
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.const 4194310
i64.store offset=32760 align=1
local.get 7
local.get $rsp
i64.const -8
i64.add
local.set $rsp
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.set 5
local.get $rsp
local.get $rdi
local.get $rsi
local.get $rdx
block (result (ref 0)) ;; label = @1
  local.get 5
  i64.const 4194304
  i64.sub
  i64.const 4096
  i64.lt_u
  if ;; label = @2
    local.get 5
    i64.const 4194304
    i64.sub
    i32.wrap_i64
    table.get 0
    br_on_non_null 1 (;@1;)
  end
  local.get 5
  call $resolve
end
call_ref 0
local.set $rsp
local.set 4
local.tee 5
i64.const 4194310
i64.ne
if ;; label = @1
  local.get 5
  local.get 4
  local.get $rsp
  return
end
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
local.get 4
local.get $rsp
return
unreachable

;; c2 08 00  ret 8
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
i64.load offset=32768 align=1
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

;; e3 0e  jrcxz 0x400010
(local i64 i64 i64 i32 i64)
global.get $rcx
local.set $rcx
local.get $rcx
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
  i64.const 4194320
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

;; e2 0e  loop 0x400010
(local i64 i64 i64 i32 i64)
global.get $rcx
local.set $rcx
local.get $rcx
i64.const -1
i64.add
local.tee 8
i64.const 0
i64.ne
local.get 8
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
  i64.const 4194320
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
